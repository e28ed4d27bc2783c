import type { PromSeries } from './api.ts'
import type { Question } from './prometheus.ts'

/** The times that a range query asks for, in milliseconds. */
export interface Grid {
  readonly start: number
  readonly end: number
  readonly step: number
}

/** A sample: Unix seconds, and the value as Prometheus prints it. */
type Sample = readonly [number, string]

export const gridOf = (question: Question): Grid | undefined =>
  question.kind === 'instant'
    ? undefined
    : { start: question.start * 1000, end: question.end * 1000, step: question.step * 1000 }

export const samplesOf = ({ value, values }: PromSeries): readonly Sample[] =>
  values ?? (value === undefined ? [] : [value])

/** Prometheus prints numbers as text, `NaN` and `+Inf` among them. */
export const numberOf = (text: string): number =>
  /^[+-]Inf$/.test(text) ? Number(text.replace('Inf', 'Infinity')) : Number(text)

/** The times of a grid, in milliseconds. */
export const timesOf = ({ start, end, step }: Grid): readonly number[] =>
  Array.from({ length: Math.floor((end - start) / step) + 1 }, (_, at) => Math.round(start + at * step))

/** The samples of a series by their times in milliseconds. */
export const byTime = (series: PromSeries): ReadonlyMap<number, number> =>
  new Map(samplesOf(series).map(([at, value]) => [Math.round(at * 1000), numberOf(value)]))
