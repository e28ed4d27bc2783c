import type { PanelModel, TargetModel } from '../dashboard/model.ts'
import { QueryFailed } from './api.ts'
import type { Asking } from './asking.ts'
import { interpolate, type Lookup, titleOf, unknownIn } from './interpolate.ts'
import { stepMacros } from './macros.ts'
import type { Question } from './prometheus.ts'
import { secondsOf, stepOf } from './step.ts'

/** All that a panel asks and how it wants it, as plain data: where two are the same, so is what they show. */
export interface PanelPlan {
  readonly queries: readonly QueryPlan[]
  readonly transformations: PanelModel['transformations']
  readonly notices: readonly string[]
}

/** A query of a panel: a question, or why it cannot be asked. */
export type QueryPlan = { readonly refId: string } & (
  | { readonly refused: string }
  | {
      readonly question: Question
      readonly format: TargetModel['format']
      readonly legend: string
      /** The name of the column with the values in a table. */
      readonly valueName: string
    }
)

/** What a panel asks for, `width` pixels wide. */
export function planOf(
  { targets, transformations, notices, ...panel }: PanelModel,
  width: number,
  asking: Asking,
): PanelPlan {
  const shown = targets.filter(
    ({ hide, expr, dataSource }) => !hide && (expr.trim() !== '' || dataSource !== 'prometheus'),
  )
  const tables = shown.filter(({ format }) => format === 'table')
  const queries = shown.map((target): QueryPlan => {
    const { refId } = target
    try {
      const { question, lookup } = questionOf(panel, target, width, asking)
      const valueName = tables.length > 1 ? `Value #${refId}` : 'Value'
      return { refId, question, format: target.format, legend: titleOf(target.legendFormat, lookup), valueName }
    } catch (error) {
      if (error instanceof QueryFailed) return { refId, refused: error.message }
      throw error
    }
  })
  return { queries, transformations, notices }
}

function questionOf(
  panel: Pick<PanelModel, 'interval' | 'maxDataPoints'>,
  { refId, dataSource, ...target }: TargetModel,
  width: number,
  { range, scrapeInterval, lookup }: Asking,
): { readonly question: Question; readonly lookup: Lookup } {
  if (dataSource !== 'prometheus') {
    throw new QueryFailed(`Query ${refId} asks ${dataSource}: this preview answers only queries to Prometheus.`)
  }
  const scrapes = (name: string) => (name === '__rate_interval' ? `${4 * scrapeInterval}s` : undefined)
  const duration = (text: string | undefined) =>
    text === undefined ? undefined : interpolate(text, (name, format) => scrapes(name) ?? lookup(name, format))
  const own = duration(target.interval)
  const interval = own ?? duration(panel.interval)
  const step = stepOf(range, { maxDataPoints: panel.maxDataPoints ?? width, interval, scrapeInterval })
  const macros = stepMacros(range, step, secondsOf(own) ?? scrapeInterval)
  const everything: Lookup = (name, format, path) => {
    const value = macros(name, format) ?? lookup(name, format, path)
    return value?.startsWith('$__auto') ? macros('__interval') : value
  }
  const expr = interpolate(target.expr, everything)
  // In `label_replace`, `$name` may be a group of its regular expression.
  const [unknown] = target.expr.includes('(?P<') ? [] : unknownIn(target.expr, everything)
  if (unknown !== undefined) {
    throw new QueryFailed(`Query ${refId} refers to $${unknown}, and this dashboard has no such variable with a value.`)
  }
  if (!target.range) return { question: { kind: 'instant', expr, time: range.to.valueOf() / 1000 }, lookup: everything }
  // Aligned to the step: scrolling by less than a step asks for the same moments again.
  const start = Math.floor(range.from.valueOf() / 1000 / step) * step
  const end = Math.floor(range.to.valueOf() / 1000 / step) * step
  return { question: { kind: 'range', expr, start, end, step }, lookup: everything }
}
