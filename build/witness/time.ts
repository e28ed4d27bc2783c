import { parseDuration } from '../promql/duration.ts'
import type { Expr } from '../promql/tree.ts'
import { children } from '../promql/walk.ts'
import type { Stack } from '../stack/schema.ts'

/** How a test's clock goes, in milliseconds. */
export interface Clock {
  /** Between two samples of a series. */
  readonly spacing: number
  /** Between two evaluations of the rules: a minute, unless the settings have a longer time. */
  readonly interval: number
  /** Samples before the events of a phase, more than an evaluation's worth: what nobody saw before has not grown. */
  readonly lead: number
}

/**
 * Samples come a little faster than evaluations, and a millisecond late each time: so none ever falls on an evaluation
 * or on the edge of a window, where Prometheus 2 and 3 differ, and growth is extrapolated as it is in life.
 */
export function clockOf({ scrape, evaluationInterval }: Stack): Clock {
  const spacing = Math.max(1, Math.floor((parseDuration(scrape.interval) * 13) / 15_000)) * 1000 + 1
  const interval = Math.max(60_000, parseDuration(evaluationInterval))
  return { spacing, interval, lead: Math.ceil(interval / spacing) + 1 }
}

/** How far back an expression looks, in milliseconds. */
export function reachOf(expr: Expr): number {
  const inner = Math.max(0, ...children(expr).map(reachOf))
  if (expr.is !== 'selector' && expr.is !== 'subquery') return inner
  const own = [expr.range, expr.offset].map((text) =>
    text === undefined || text.startsWith('-') ? 0 : parseDuration(text),
  )
  return own.reduce((sum, ms) => sum + ms, inner)
}
