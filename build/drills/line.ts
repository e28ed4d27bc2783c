import type { LabelSet } from '../promql/evaluate/series.ts'
import type { Target } from './target.ts'

/** One series of a drill, before it is sampled: a value, or a growth, for each scrape of its target. */
export interface Line {
  /** With `__name__`. */
  readonly labels: LabelSet
  readonly target: Target
  readonly is: 'counter' | 'gauge' | 'timestamp'
  /** Whether it counts things, so that it grows by whole numbers. */
  readonly whole: boolean
  /** Of a gauge its values; of a counter what it grew by since the scrape before. */
  readonly steps: number[]
  /** Of a counter what it stood at before the first scrape. */
  readonly before: number
  /** The first scrape at which it is there: a counter with an open label is born with its first event. */
  born: number
  /** The scrapes at which the target answers without it. */
  readonly lacking: boolean[]
}

/** The values at each scrape, whether or not the target answers; NaN where the series is not there. */
export function valuesOf(line: Line): readonly number[] {
  const { is, steps, before, born, lacking, target } = line
  const { times, starts } = target
  let value = before
  let start = starts.findIndex((each) => each > (times[0] ?? 0))
  if (start === -1) start = starts.length
  return steps.map((step, at) => {
    const time = times[at] ?? 0
    while (time >= (starts[start] ?? Number.POSITIVE_INFINITY)) {
      value = is === 'timestamp' ? (starts[start] ?? 0) / 1000 : 0
      start += 1
    }
    if (is === 'counter') value += target.lives(time) ? step : 0
    const shown = is === 'gauge' ? step : is === 'timestamp' && starts.every((each) => each > time) ? step : value
    return at < born || lacking[at] ? Number.NaN : shown
  })
}
