import type { AnyMetric } from '../language/metric.ts'
import { selectors } from '../promql/rewrite.ts'
import type { Binary, Expr, Selector } from '../promql/tree.ts'
import { exact } from './course.ts'
import { isGuard } from './fill.ts'
import type { Atom } from './ways.ts'

/** An atom that compares a value with a threshold. */
export type Comparing = Extract<Atom, { readonly asks: 'value' }>

/** Values on both sides of a threshold, in its own unit. */
export interface Levels {
  /** Barely beyond the threshold. */
  readonly beyond: number
  /** Barely not. */
  readonly within: number
  /** As it is when all is well. */
  readonly well: number
}

/**
 * The values around a threshold: 2% off it, or the next number where values are whole. Of growth the 2% are kept, since
 * its extrapolation is off by a little.
 */
export function levelsOf({ expr, op, value }: Comparing, metricOf: (selector: Selector) => AnyMetric): Levels {
  const kind = kindOf(expr, metricOf)
  if (op === '==') return { beyond: value, within: value === 0 ? 1 : 0, well: value === 0 ? 1 : 0 }
  const over = op === '>'
  if (kind === 'events') {
    const [more, less] = [Math.max(Math.floor(value) + 1, Math.ceil(value * 1.02)), Math.floor(value * 0.98)]
    return over ? { beyond: more, within: less, well: 0 } : { beyond: less, within: more, well: more * 2 }
  }
  if (kind === 'whole') {
    const [more, less] = [Math.floor(value) + 1, Math.ceil(value) - 1]
    return over
      ? { beyond: more, within: Math.floor(value), well: Math.floor(value / 2) }
      : { beyond: less, within: Math.ceil(value), well: Math.ceil(value) * 2 }
  }
  // A share of 99% has no 101% above it.
  const margin = kind === 'share' && value < 1 ? Math.min(value * 0.02, (1 - value) / 2) : value * 0.02
  const [more, less] = [exact(value + margin), exact(value - margin)]
  const most = kind === 'share' ? Math.min(value * 2, (1 + value) / 2) : value * 2
  return over ? { beyond: more, within: less, well: value / 2 } : { beyond: less, within: more, well: exact(most) }
}

type Kind = 'events' | 'whole' | 'share' | 'amount'

/** What kind of number an expression gives: events that were counted, whole things, a share, or anything. */
function kindOf(expr: Expr, metricOf: (selector: Selector) => AnyMetric): Kind {
  switch (expr.is) {
    case 'paren':
    case 'aggregation':
    case 'subquery':
      return kindOf(expr.expr, metricOf)
    case 'selector': {
      const { unit } = metricOf(expr)
      return unit === 'count' || unit === 'state' ? 'whole' : 'amount'
    }
    case 'call': {
      if (expr.fn === 'increase') return 'events'
      const [inner] = expr.args
      return expr.fn.endsWith('_over_time') && inner ? kindOf(inner, metricOf) : 'amount'
    }
    case 'binary':
      if (expr.op === '/') return 'share'
      return expr.op === '*' ? 'amount' : kindOf(expr.left, metricOf)
    default:
      return 'amount'
  }
}

/** Whether an expression measures traffic: how fast counters grow, which they need not. */
export const isTraffic = (expr: Expr): boolean =>
  selectors(expr).length > 0 &&
  selectors(expr).every(({ range, metric }) => range !== undefined || metric?.endsWith('_bucket')) &&
  hasGrowth(expr)

/** Whether an expression divides by a whole that may be nothing. */
export function dividesGuarded(expr: Expr): expr is Binary {
  return expr.is === 'binary' && expr.op === '/' && expr.right.is === 'binary' && isGuard(expr.right)
}

function hasGrowth(expr: Expr): boolean {
  if (expr.is === 'call') return expr.fn === 'rate' || expr.fn === 'increase' || expr.args.some(hasGrowth)
  if (expr.is === 'binary') return hasGrowth(expr.left)
  return (expr.is === 'aggregation' || expr.is === 'paren') && hasGrowth(expr.expr)
}
