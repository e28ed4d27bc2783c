import { secondsOf } from '../promql/duration.ts'
import type { Expr, Selector } from '../promql/tree.ts'
import { openWindow } from '../promql/tree.ts'
import { children } from '../promql/walk.ts'
import type { Sizes } from './series.ts'

/** How a query is evaluated: at how many moments, and what is between them; all in seconds. */
export interface Evaluation {
  readonly moments: number
  readonly step: number
  /** What Grafana puts in the place of `$__rate_interval` and `$__interval`. */
  readonly rateInterval: number
  readonly range: number
  /** How often rules are evaluated, which is the step of a subquery that names none. */
  readonly evaluationInterval: number
}

/** What is known of the targets. */
export interface World {
  readonly sizes: Sizes
  /** How often what a selector reads is written, in seconds. */
  readonly intervalOf: (selector: Selector) => number
}

/**
 * The samples that Prometheus reads for a query, as its own statistics count them: a window at each moment, whatever it shares
 * with that of the moment before. Those that a subquery reads inside are among them, which these statistics leave out.
 */
export function samplesOf(expr: Expr, world: World, evaluation: Evaluation): number {
  const { sizes, intervalOf } = world
  if (expr.is === 'selector') {
    const moments = expr.at === undefined ? evaluation.moments : 1
    const each = expr.range === undefined ? 1 : Math.max(1, windowOf(expr.range, evaluation) / intervalOf(expr))
    return sizes.selected(expr) * each * moments
  }
  if (expr.is === 'subquery') {
    const { step, moments, evaluationInterval } = evaluation
    const window = windowOf(expr.range, evaluation)
    const every = expr.step === undefined ? evaluationInterval : windowOf(expr.step, evaluation)
    const inner = Math.floor(((moments - 1) * step + window) / every)
    const computed = samplesOf(expr.expr, world, { ...evaluation, moments: inner, step: every })
    return computed + sizes.answered(expr.expr) * (window / every) * moments
  }
  return children(expr).reduce((sum, child) => sum + samplesOf(child, world, evaluation), 0)
}

/** A window in seconds, with what Grafana puts in. */
export function windowOf(text: string, { rateInterval, step, range }: Evaluation): number {
  if (text === openWindow) return rateInterval
  if (text === '$__interval') return step
  if (text.startsWith('$__range')) return range
  return /^\d/.test(text) ? secondsOf(text) : rateInterval
}
