import { PromqlError, type Span } from './error.ts'

const year = 365 * 86_400_000
/** Years and weeks are printed only when nothing is left over: ten days are `10d`, not `1w3d`. */
const units = [
  { unit: 'y', ms: year, whole: true },
  { unit: 'w', ms: 7 * 86_400_000, whole: true },
  { unit: 'd', ms: 86_400_000, whole: false },
  { unit: 'h', ms: 3_600_000, whole: false },
  { unit: 'm', ms: 60_000, whole: false },
  { unit: 's', ms: 1000, whole: false },
  { unit: 'ms', ms: 1, whole: false },
] as const

const syntax = /^(?=\d)(?:(\d+)y)?(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m(?!s))?(?:(\d+)s)?(?:(\d+)ms)?$/
/** In milliseconds: Prometheus counts nanoseconds in a signed 64-bit integer. */
export const longestDuration = 9_223_372_036_854

/**
 * Milliseconds of a Prometheus duration such as `1h30m`, `1w` or `0s`; a sign is none of its parts.
 * Throws `PromqlError` (at `span`) for other text and for more than 292 years.
 */
export function parseDuration(text: string, span: Span = { from: 0, to: text.length }): number {
  const counts = syntax.exec(text)
  if (!counts) throw new PromqlError(`${text} is no duration: write one such as 30s, 5m or 1h30m.`, span)
  const ms = units.reduce((sum, each, index) => sum + Number(counts[index + 1] ?? 0) * each.ms, 0)
  if (ms > longestDuration)
    throw new PromqlError(`${text} is longer than Prometheus can count: the most is 292y.`, span)
  return ms
}

/** Seconds of a duration that may not be written, which is none. Throws as `parseDuration`. */
export const secondsOf = (duration: string | undefined): number =>
  duration === undefined ? 0 : parseDuration(duration) / 1000

/** Seconds of a duration, which an offset may begin with a minus; `undefined` for other text, such as Grafana's macros. */
export function signedSecondsOf(duration: string): number | undefined {
  const [, sign, length = ''] = /^(-?)\s*(.*)$/s.exec(duration) ?? []
  try {
    return ((sign === '-' ? -1 : 1) * parseDuration(length)) / 1000
  } catch (error) {
    if (error instanceof PromqlError) return undefined
    throw error
  }
}

/** Whether text is a duration that is not zero. */
export const isDuration = (text: string): boolean => /[1-9]/.test(text) && syntax.test(text)

/** Milliseconds (a whole number, not negative) as Prometheus prints them: `1h30m`, `1d`, `0s`. */
export function printDuration(ms: number): string {
  if (!Number.isSafeInteger(ms) || ms < 0) throw new RangeError(`${ms} is no whole number of milliseconds`)
  let rest = ms
  let text = ''
  for (const each of units) {
    if (each.whole && rest % each.ms !== 0) continue
    const count = Math.floor(rest / each.ms)
    if (count > 0) text += count + each.unit
    rest -= count * each.ms
  }
  return text || '0s'
}
