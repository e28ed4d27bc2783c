import { signedSecondsOf } from './duration.ts'
import type { Expr } from './tree.ts'
import { children } from './walk.ts'

/** How far back an expression looks, and the selector or subquery that does. */
export interface Reach {
  readonly seconds: number
  readonly culprit: Expr
}

/** How far back an expression looks: windows, subqueries and offsets add up. A fixed time is not judged, nor a window of Grafana's. */
export function reachOf(expr: Expr): Reach {
  const inner = children(expr)
    .map(reachOf)
    .reduce((a, b) => (b.seconds > a.seconds ? b : a), { seconds: 0, culprit: expr })
  if (expr.is !== 'selector' && expr.is !== 'subquery') return inner
  if (expr.at !== undefined) return { seconds: 0, culprit: expr }
  const own = (signedSecondsOf(expr.range ?? '0s') ?? 0) + (signedSecondsOf(expr.offset ?? '0s') ?? 0)
  return { seconds: inner.seconds + own, culprit: expr }
}
