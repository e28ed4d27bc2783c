import { type Expr, openWindow } from '../promql/tree.ts'
import { amountOf } from './demands/amounts.ts'
import { type Fault, isTrue, line, listOf, optional, recordOf, refuse } from './demands/demand.ts'
import { aHistogram, aQuery, typeOf } from './demands/kinds.ts'
import { sameLabels } from './demands/labels.ts'
import { shown as inWords, labelled } from './demands/shown.ts'
import { legendOf, type Named, panel, type Shown, targetsOf } from './drawing.ts'
import type { Ranking } from './functions.ts'
import type { Labels } from './labels.ts'
import { type Axis, type Columns, type GraphOptions, ofColumns, ofGraph } from './looks.ts'
import { type Buckets, type Histogram, select } from './metric.ts'
import type { Panel, PanelOptions, Step, Target } from './panel.ts'
import type { Drawable } from './query.ts'
import { type Amount, magnitude, type Unit } from './units.ts'

export { alertList, logs, text } from './written.ts'

type LabelIn<Q> = Q extends { readonly labels: readonly (infer L extends string)[] } ? L : never
/** A query without labels; the sentence is the compiler's error. */
export type OneSeries<Q> = [LabelIn<Q>] extends [never]
  ? Q
  : `shows one number, but this query has one series per ${LabelIn<Q>}`

/**
 * Lines over time. `stacked` for parts of a whole; `right` for a few of another unit, at an axis of their own; `axis`,
 * `legend` and `series` say how they look.
 */
export function timeseries<U extends Unit, V extends Unit = U>(
  title: string,
  shown: Shown<U>,
  description: string,
  options: PanelOptions<U> & GraphOptions<U> & { readonly right?: Named<V> } = {},
): Panel {
  const perMinute = (options as typeof options | null)?.per === 'minute'
  const left = targetsOf('timeseries', title, shown).map((target) => (perMinute ? byTheMinute(target) : target))
  const right = (options as typeof options | null)?.right
  const others = right === undefined ? [] : targetsOf('timeseries', title, right)
  const targets = [...left, ...others]
  const amount = amountOf(left[0]?.unit ?? 'count')
  const names = [...namesIn(shown), ...Object.keys(right ?? {})]
  return panel('timeseries', title, targets, description, options, {
    more: { stacked: optional(isTrue), right: optional(recordOf(aQuery)), ...ofGraph(amount, names) },
    drawn: () => ({
      ...(options.stacked && { stacked: options.stacked }),
      graph: {
        ...(options.axis && { axis: inBase(options.axis) }),
        ...(options.legend && { legend: options.legend }),
        ...(options.series && { series: options.series }),
        ...(options.per && { per: options.per }),
        ...(others.length > 0 && { right: others.map(({ legend }) => legend) }),
      },
    }),
  })
}

/** Sixty times what a second has. */
const byTheMinute = (target: Target): Target => ({
  ...target,
  expr: { is: 'binary', op: '*', left: target.expr, right: { is: 'number', value: 60 } },
})

const namesIn = (shown: Shown<Unit> | unknown): readonly string[] =>
  Array.isArray((shown as Partial<Drawable<Unit>>).labels) ? [] : Object.keys(shown as object)

const inBase = <U extends Unit>({ min, max, ...rest }: Axis<Amount<U>>): Axis<number> => ({
  ...rest,
  ...(min !== undefined && { min: magnitude(min as string | number) }),
  ...(max !== undefined && { max: magnitude(max as string | number) }),
})

/** One number, so only for a query that has aggregated every label away. */
export function stat<U extends Unit, Q extends Drawable<U>>(
  title: string,
  shown: Q & Drawable<U> & OneSeries<Q>,
  description: string,
  options: PanelOptions<U> = {},
): Panel {
  const targets = targetsOf<U>('stat', title, shown)
  const labels = targets[0]?.labels ?? []
  const several = {
    what: `a stat shows one number, but this query has one series per ${labelled(labels)}.`,
    next: 'Aggregate them: sum(…), max(…).',
  }
  refuse(`stat ${inWords(title)}`, labels.length === 0 && targets.length === 1 ? [] : [several])
  return panel('stat', title, targets, description, options)
}

/** A share on a dial from 0 to 100%, one for each series. */
export function gauge(
  title: string,
  shown: Shown<'ratio'>,
  description: string,
  options: PanelOptions<'ratio'> = {},
): Panel {
  return panel('gauge', title, targetsOf('gauge', title, shown, 'ratio'), description, options)
}

/** Horizontal bars at this moment, largest first. */
export function bars<U extends Unit>(
  title: string,
  shown: Ranking<string, U> | Drawable<U>,
  description: string,
  options: PanelOptions<U> = {},
): Panel {
  refuse(`bars ${inWords(title)}`, typeOf(shown) === 'ranking' ? [] : aQuery.faults(shown, 'what it shows'))
  const { expr, unit, labels } = shown
  return panel('bargauge', title, [{ legend: legendOf('', labels) || title, expr, unit, labels }], description, options)
}

/** Yes-or-no series over time, one band each; `says` has the words for no and for yes. */
export function states(
  title: string,
  shown: Shown<'state'>,
  description: string,
  options: PanelOptions<'state'> & Partial<Pick<Panel, 'says'>> = {},
): Panel {
  const targets = targetsOf('states', title, shown, 'state')
  return ofStates('state-timeline', title, targets, description, options)
}

/** Yes-or-no series over time, one square for each moment; `says` has the words for no and for yes. */
export function statusHistory(
  title: string,
  shown: Shown<'state'>,
  description: string,
  options: PanelOptions<'state'> & Partial<Pick<Panel, 'says'>> = {},
): Panel {
  const targets = targetsOf('statusHistory', title, shown, 'state')
  return ofStates('status-history', title, targets, description, options)
}

function ofStates(
  type: 'state-timeline' | 'status-history',
  title: string,
  targets: Panel['targets'],
  description: string,
  options: PanelOptions<'state'> & Partial<Pick<Panel, 'says'>>,
): Panel {
  const drawn = panel(type, title, targets, description, options, {
    more: { says: optional(noAndYes) },
    drawn: () => (options.says === undefined ? {} : { says: options.says }),
  })
  return drawn.steps.length > 1 ? drawn : { ...drawn, steps: noIsBad }
}

/** What each series has of all together, at this moment: for few parts of one whole. */
export function pie<U extends Unit>(
  title: string,
  shown: Shown<U>,
  description: string,
  options: PanelOptions<U> = {},
): Panel {
  return panel('piechart', title, targetsOf('pie', title, shown), description, options)
}

/** A bar for each value of the first label, at this moment. */
export function barChart<U extends Unit>(
  title: string,
  shown: Drawable<U>,
  description: string,
  options: PanelOptions<U> = {},
): Panel {
  const targets = targetsOf('barChart', title, shown)
  const alone = {
    what: 'a bar chart shows a bar for each value of a label, and this query carries none.',
    next: 'Keep a label with .by(), or take stat().',
  }
  refuse(`barChart ${inWords(title)}`, targets[0]?.labels.length === 0 ? [alone] : [])
  return panel('barchart', title, targets, description, options)
}

/** How often which value is met among the shown series and moments. */
export function histogram<U extends Unit>(
  title: string,
  shown: Shown<U>,
  description: string,
  options: PanelOptions<U> = {},
): Panel {
  return panel('histogram', title, targetsOf('histogram', title, shown), description, options)
}

const noAndYes = listOf(line, { least: 2, most: 2 })

const noIsBad: readonly Step[] = [
  { from: null, color: 'red' },
  { from: 1, color: 'green' },
]

/** A histogram's buckets over time. */
export function heatmap<L extends Labels, U extends Unit, B extends Buckets>(
  title: string,
  of: Histogram<L, U, B>,
  description: string,
  options: PanelOptions<U> = {},
): Panel {
  refuse(`heatmap ${inWords(title)}`, aHistogram.faults(of, 'what it shows'))
  const grown: Expr = { is: 'call', fn: 'increase', args: [select(of, openWindow, '_bucket')] }
  const expr: Expr = { is: 'aggregation', op: 'sum', grouping: { kind: 'by', labels: ['le'] }, expr: grown }
  return panel('heatmap', title, [{ legend: '{{le}}', expr, unit: of.unit, labels: ['le'] }], description, options)
}

/** A column of a table: its rows are the labels that all columns share. */
export interface Column<in out L extends string> {
  readonly expr: Expr
  readonly unit: Unit
  readonly labels: readonly L[]
  readonly carries: (label: L) => L
}

/**
 * One row per combination of labels, one column per query, sorted by the first column, or by `sortBy`, largest first. Some
 * labels may be left out (`hide`), rows limited, and columns drawn as bars.
 */
export function table<const L extends string, const C extends string>(
  title: string,
  columns: { readonly [column in C]: Column<L> },
  description: string,
  options: PanelOptions<never> &
    Columns & {
      readonly sortBy?: NoInfer<C>
      readonly hide?: readonly NoInfer<L>[]
      readonly bars?: readonly NoInfer<C>[]
    } = {},
): Panel {
  refuse(`table ${inWords(title)}`, columnsOf(columns))
  const targets = Object.entries<Column<L>>(columns).map(([legend, { expr, unit, labels }]) => ({
    legend,
    expr,
    unit,
    labels,
  }))
  const { hide, sortBy, limit, bars: drawnAsBars } = options
  return panel('table', title, targets, description, options, {
    more: ofColumns(Object.keys(columns), targets[0]?.labels ?? []),
    drawn: () => ({
      columns: {
        ...(hide && { hide }),
        ...(sortBy !== undefined && { sortBy }),
        ...(limit !== undefined && { limit }),
        ...(drawnAsBars && { bars: drawnAsBars }),
      },
    }),
  })
}

/** Each is a query, and all have the rows of the first. */
function columnsOf(columns: unknown): readonly Fault[] {
  const faults = recordOf(aQuery).faults(columns, 'what it shows')
  if (faults.length > 0) return faults
  const [first, ...others] = Object.entries(columns as { readonly [column: string]: Column<string> })
  return others.flatMap(([key, column]) =>
    first === undefined
      ? []
      : sameLabels(first[1], column, [`the column ${first[0]}`, `the column ${key}`]).map((fault) => ({
          ...fault,
          key,
        })),
  )
}
