import { createDataFrame, type DataFrame, FieldType } from '@grafana/data'
import type { AnnotationModel, DashboardModel } from '../dashboard/model.ts'
import { messageOf, type PromSeries, QueryFailed } from './api.ts'
import type { Asking } from './asking.ts'
import { interpolate, type Lookup, titleOf, unknownIn } from './interpolate.ts'
import { interpolateLegend } from './legend.ts'
import { stepMacros } from './macros.ts'
import { numberOf, samplesOf } from './samples.ts'
import { secondsOf } from './step.ts'

/**
 * A row of an annotation frame, whose fields have these names: a moment, or a region where `isRegion`. Times are Unix
 * milliseconds; `color` is what the dashboard says, a name of Grafana's such as `red` or a CSS colour.
 */
export interface AnnotationRow {
  readonly time: number
  readonly timeEnd: number
  readonly isRegion: boolean
  readonly title: string
  readonly text: string
  readonly color: string
}

/** Of one query, so that a week of one-minute steps is not thousands of points. */
const mostPoints = 1000

/**
 * What the dashboard marks in its panels: a frame of `AnnotationRow`s for each annotation that is switched on, in its
 * order. One that cannot be asked, or whose answer makes no sense, is an empty frame with a notice in its `meta`. Throws
 * nothing but the signal's reason.
 */
export const annotationFrames = (
  { annotations }: Pick<DashboardModel, 'annotations'>,
  asking: Asking,
  signal?: AbortSignal,
): Promise<DataFrame[]> =>
  Promise.all(
    annotations
      .filter(({ enable }) => enable)
      .map(async (annotation) => {
        try {
          return frameOf(annotation, await rowsOf(annotation, asking, signal))
        } catch (error) {
          signal?.throwIfAborted()
          return frameOf(annotation, [], `Annotation ${annotation.name}: ${messageOf(error)}`)
        }
      }),
  )

async function rowsOf(
  annotation: AnnotationModel,
  { prometheus, range, scrapeInterval, lookup }: Asking,
  signal: AbortSignal | undefined,
): Promise<readonly AnnotationRow[]> {
  const from = range.from.valueOf() / 1000
  const to = range.to.valueOf() / 1000
  const least = secondsOf(titleOf(annotation.step, lookup)) ?? 60
  const step = least * Math.max(1, Math.ceil((to - from) / mostPoints / least))
  const macros = stepMacros(range, step, scrapeInterval)
  const everything: Lookup = (name, format, path) => macros(name, format) ?? lookup(name, format, path)
  const [unknown] = unknownIn(annotation.expr, everything)
  if (unknown !== undefined) throw new QueryFailed(`Its query refers to $${unknown}, a variable without a value.`)
  const expr = interpolate(annotation.expr, everything)
  const [start, end] = [from, to].map((at) => Math.floor(at / step) * step)
  const { series } = await prometheus.ask({ kind: 'range', expr, start: start ?? from, end: end ?? to, step }, signal)
  const rows = series.flatMap((each) => spansOf(each, step * 1000).map((span) => rowOf(annotation, each, span)))
  return rows.sort((one, other) => one.time - other.time)
}

interface Span {
  readonly time: number
  readonly timeEnd: number
}

/** The spans in which a series has a sample above zero at every step. */
function spansOf(series: PromSeries, step: number): readonly Span[] {
  const spans: Span[] = []
  for (const [at, value] of samplesOf(series)) {
    if (!(numberOf(value) > 0)) continue
    const time = Math.round(at * 1000)
    const last = spans.at(-1)
    if (last !== undefined && time - last.timeEnd <= step) spans.splice(-1, 1, { ...last, timeEnd: time })
    else spans.push({ time, timeEnd: time })
  }
  return spans
}

const rowOf = (
  { name, titleFormat, textFormat, color }: AnnotationModel,
  { metric }: PromSeries,
  { time, timeEnd }: Span,
): AnnotationRow => ({
  time,
  timeEnd,
  isRegion: timeEnd > time,
  title: titleFormat === '' ? name : interpolateLegend(titleFormat, metric),
  text: interpolateLegend(textFormat, metric),
  color,
})

function frameOf({ name }: AnnotationModel, rows: readonly AnnotationRow[], problem?: string): DataFrame {
  const column = <Name extends keyof AnnotationRow>(field: Name, type: FieldType) => ({
    name: field,
    type,
    values: rows.map((row) => row[field]),
    config: {},
  })
  return createDataFrame({
    name,
    meta: problem === undefined ? {} : { notices: [{ severity: 'error', text: problem }] },
    fields: [
      column('time', FieldType.time),
      column('timeEnd', FieldType.time),
      column('isRegion', FieldType.boolean),
      column('title', FieldType.string),
      column('text', FieldType.string),
      column('color', FieldType.string),
    ],
  })
}
