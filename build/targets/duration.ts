const units = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400, w: 604_800, y: 31_536_000 } as const

/**
 * The seconds in a duration as Prometheus writes it: `15s` is 15, `1h30m` is 5400, `1y` is 365 days.
 * Throws a `RangeError` for text that is no duration.
 */
export function secondsIn(duration: string): number {
  if (!/^(?:\d+(?:ms|[smhdwy]))+$/.test(duration)) throw new RangeError(`"${duration}" is not a duration`)
  return [...duration.matchAll(/(\d+)(ms|[smhdwy])/g)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * units[unit as keyof typeof units],
    0,
  )
}
