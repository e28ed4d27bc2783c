import type { LabelSet } from '../promql/evaluate/series.ts'
import type { Answer } from './source.ts'

/** The kinds of errors that Prometheus' API tells apart, and those of a proxy before it. */
export type ErrorType = 'bad_data' | 'execution' | 'not_found' | 'unavailable' | 'timeout'

const statuses: Readonly<Record<ErrorType, number>> = {
  bad_data: 400,
  execution: 422,
  not_found: 404,
  unavailable: 502,
  timeout: 504,
}

/** An error as Prometheus answers it. */
export const failed = (errorType: ErrorType, error: string): Answer => ({
  status: statuses[errorType],
  body: JSON.stringify({ status: 'error', errorType, error }),
})

export const succeeded = (data: unknown): Answer => ({
  status: 200,
  body: JSON.stringify({ status: 'success', data }),
})

/** A sample as Prometheus writes it: seconds, and the number as text. */
export const pointOf = (time: number, value: number): readonly [number, string] => [time / 1000, numberText(value)]

/** A number as Go prints it. */
export function numberText(value: number): string {
  if (Number.isFinite(value)) return Object.is(value, -0) ? '-0' : String(value)
  return Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf'
}

/** Labels in their order, without empty ones. */
export const metricOf = (labels: LabelSet): LabelSet =>
  Object.fromEntries(
    Object.entries(labels)
      .filter(([, value]) => value !== '')
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  )
