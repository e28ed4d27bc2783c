import { parseDuration } from '../promql/duration.ts'
import type { Span } from './day.ts'

/** A parameter that Prometheus refuses; the message is its own. */
export class BadParameter extends Error {}

/** How many points Prometheus answers for each series at most. */
const mostPoints = 11_000

/** A time in Unix milliseconds: of Unix seconds, or of RFC 3339. Throws `BadParameter`. */
export function timeOf(form: URLSearchParams, name: string, otherwise?: number): number {
  const text = form.get(name) ?? ''
  if (text === '' && otherwise !== undefined) return otherwise
  const time = decimal.test(text) ? Number(text) * 1000 : isoTime.test(text) ? Date.parse(text) : Number.NaN
  if (Number.isFinite(time)) return Math.round(time)
  throw new BadParameter(`invalid parameter "${name}": cannot parse "${text}" to a valid timestamp`)
}

const decimal = /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i
const isoTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/

/** The moments of a range query, in Unix milliseconds. Throws `BadParameter`. */
export function momentsOf(form: URLSearchParams): readonly number[] {
  const [start, end] = [timeOf(form, 'start'), timeOf(form, 'end')]
  if (end < start) throw new BadParameter('invalid parameter "end": end timestamp must not be before start time')
  const step = stepOf(form.get('step') ?? '')
  if ((end - start) / step > mostPoints) {
    throw new BadParameter(
      'exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query resolution (?step=XX)',
    )
  }
  return Array.from({ length: Math.floor((end - start) / step) + 1 }, (_, at) => start + at * step)
}

function stepOf(text: string): number {
  const step = decimal.test(text) ? Math.round(Number(text) * 1000) : durationOf(text)
  if (step > 0) return step
  throw new BadParameter(
    Number.isNaN(step)
      ? `invalid parameter "step": cannot parse "${text}" to a valid duration`
      : 'invalid parameter "step": zero or negative query resolution step widths are not accepted. Try a positive integer',
  )
}

function durationOf(text: string): number {
  try {
    return parseDuration(text)
  } catch {
    return Number.NaN
  }
}

/** The stretch of time that is asked about labels; all of it, if it is not said. Throws `BadParameter`. */
export const spanOf = (form: URLSearchParams): Span => ({
  from: timeOf(form, 'start', Number.NEGATIVE_INFINITY),
  until: timeOf(form, 'end', Number.POSITIVE_INFINITY),
})
