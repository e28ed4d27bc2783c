import type { AnyMetric } from '../language/metric.ts'
import { compareNumbers } from '../promql/infer/domain.ts'
import { printLine } from '../promql/print.ts'
import { selectors } from '../promql/rewrite.ts'
import type { Binary, Expr, Selector } from '../promql/tree.ts'
import { mapChildren } from '../promql/walk.ts'
import { exact } from './course.ts'
import { leastMargin } from './effort.ts'
import { isGuard, isOne, usualLevel } from './usual.ts'
import type { Atom, Comparing, Way } from './ways.ts'

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
 * The values around a threshold: `margin` off it, or the next number where values are whole. Of growth the margin is kept,
 * since its extrapolation is off by a little.
 */
export function levelsOf(
  { expr, op, value }: Comparing,
  metricOf: (selector: Selector) => AnyMetric,
  margin = leastMargin,
): Levels {
  const kind = kindOf(expr, metricOf)
  if (op === '==') return { beyond: value, within: value === 0 ? 1 : 0, well: value === 0 ? 1 : 0 }
  if (op === '!=') return { beyond: value === 0 ? 1 : 0, within: value, well: value }
  const over = op === '>' || op === '>='
  if (kind === 'events' && value > 0) {
    const [more, less] = [
      Math.max(Math.floor(value) + 1, Math.ceil(exact(value * (1 + margin)))),
      Math.floor(exact(value * (1 - margin))),
    ]
    return over ? { beyond: more, within: less, well: 0 } : { beyond: less, within: more, well: more * 2 }
  }
  if (kind === 'whole' || kind === 'events') {
    const [more, less] = [Math.floor(value) + 1, Math.ceil(value) - 1]
    const [lower, upper] = [op === '>=' ? less : Math.floor(value), op === '<=' ? more : Math.ceil(value)]
    return over
      ? { beyond: more, within: lower, well: Math.min(lower, Math.floor(value / 2)) }
      : { beyond: less, within: upper, well: upper > 0 ? upper * 2 : 1 }
  }
  if (value === 0) return aroundZero(op, margin * scaleOf(expr, kind, metricOf))
  // A share of 99% has no 101% above it.
  const room = kind === 'share' && value > 0 && value < 1 ? (1 - value) / 2 : Number.POSITIVE_INFINITY
  const step = Math.min(Math.abs(value) * margin, room)
  const [more, less] = [exact(value + step), exact(value - step)]
  const twice = kind === 'share' && value > 0 ? Math.min(value * 2, (1 + value) / 2) : value + Math.abs(value)
  return over
    ? { beyond: more, within: less, well: value > 0 ? value / 2 : value * 2 }
    : { beyond: less, within: more, well: value > 0 ? exact(twice) : value / 2 }
}

/** An atom among the others of its condition. */
export interface Among {
  /** The way that it belongs to. */
  readonly way: Way | undefined
  /** Every way for the alert to fire. */
  readonly ways: readonly Way[]
}

/**
 * The same for one atom among others that ask for the same value, if over other windows: `x > 5 and x < 5.05` in one way,
 * `x > 5 or x > 2` in two.
 */
export function levelsIn(
  { way, ways }: Among,
  atom: Comparing,
  metricOf: (selector: Selector) => AnyMetric,
  margin: number,
): Levels {
  const levels = levelsOf(atom, metricOf, margin)
  const same = (other: Atom): other is Comparing => other !== atom && isAlike(other, atom)
  const holds = way?.holds.filter(same) ?? []
  const fails = way?.fails.filter(same) ?? []
  const suits = (value: number) =>
    [atom, ...holds].every(({ op, value: limit }) => compareNumbers(op, value, limit)) &&
    !fails.some(({ op, value: limit }) => compareNumbers(op, value, limit))
  const candidates = [
    levels.beyond,
    ...holds.map((other) => levelsOf(other, metricOf, margin).beyond),
    ...[...holds, ...fails].map(({ value }) => (value + atom.value) / 2),
  ]
  // What is silent here must not fire in another way.
  const rivals = ways
    .filter((other) => other !== way)
    .flatMap(({ holds: others }) => others.filter(same))
    .filter(({ op }) => op.charAt(0) === atom.op.charAt(0))
    .map((other) => levelsOf(other, metricOf, margin))
  const least = atom.op.startsWith('<') ? Math.max : Math.min
  return {
    beyond: candidates.find(suits) ?? levels.beyond,
    within: least(levels.within, ...rivals.map(({ within }) => within)),
    well: least(levels.well, ...rivals.map(({ well }) => well)),
  }
}

/** Whether two atoms ask for the same value, if over other windows. */
export const isAlike = (a: Atom, b: Atom): boolean =>
  a.asks === 'value' && b.asks === 'value' && shapeOf(a) === shapeOf(b)

const shapes = new WeakMap<Expr, string>()

/** Equal for what is the same where nothing changes: `x`, and its largest of an hour. Each draft of a proof asks for it. */
function shapeOf({ expr }: Comparing): string {
  const known = shapes.get(expr)
  if (known !== undefined) return known
  const shape = printLine(still(expr))
  shapes.set(expr, shape)
  return shape
}

function still(expr: Expr): Expr {
  if (expr.is === 'selector') return expr.range === undefined ? expr : { ...expr, range: '1m' }
  const [over] = expr.is === 'call' && /^(?:min|max|avg|last)_over_time$/.test(expr.fn) ? expr.args : []
  if (over?.is !== 'selector') return mapChildren(expr, still)
  const { range: _, ...moment } = over
  return moment
}

/** Zero has no share to be off by: a share of what is usual takes its place. Without more than the least margin 0 is 0. */
function aroundZero(op: Comparing['op'], step: number): Levels {
  switch (op) {
    case '>':
      return { beyond: step, within: 0, well: 0 }
    case '>=':
      return { beyond: step, within: -step, well: -step * 10 }
    case '<':
      return { beyond: -step, within: step, well: step * 50 }
    default:
      return { beyond: -step, within: step, well: step * 50 }
  }
}

function scaleOf(expr: Expr, kind: Kind, metricOf: (selector: Selector) => AnyMetric): number {
  const [first] = selectors(expr)
  return kind === 'share' || first === undefined ? 0.5 : usualLevel(metricOf(first))
}

type Kind = 'events' | 'whole' | 'share' | 'amount'

/** What kind of number an expression gives: events that were counted, whole things, a share, or anything. */
function kindOf(expr: Expr, metricOf: (selector: Selector) => AnyMetric): Kind {
  switch (expr.is) {
    case 'paren':
    case 'unary':
    case 'subquery':
      return kindOf(expr.expr, metricOf)
    case 'aggregation':
      if (expr.op.startsWith('std')) return 'amount'
      return expr.op === 'count' ? 'whole' : kindOf(expr.expr, metricOf)
    case 'selector': {
      const { unit } = metricOf(expr)
      return unit === 'count' || unit === 'state' ? 'whole' : 'amount'
    }
    case 'call': {
      if (expr.fn === 'increase') return 'events'
      if (expr.fn === 'changes' || expr.fn === 'resets') return 'whole'
      if (expr.fn === 'sum_over_time') return 'amount'
      const [inner] = expr.args
      const isSame = expr.fn.endsWith('_over_time') || /^(?:label_replace|label_join|sort|sort_desc)$/.test(expr.fn)
      return isSame && inner ? kindOf(inner, metricOf) : 'amount'
    }
    case 'binary':
      if (expr.op === '/') return 'share'
      if (expr.op !== '*' || onlyTells(expr.right, metricOf)) return kindOf(expr.left, metricOf)
      return onlyTells(expr.left, metricOf) ? kindOf(expr.right, metricOf) : 'amount'
    default:
      return 'amount'
  }
}

/** Whether all that is read is 1, and there for its labels. */
const onlyTells = (expr: Expr, metricOf: (selector: Selector) => AnyMetric): boolean =>
  selectors(expr).length > 0 && selectors(expr).every((selector) => isOne(metricOf(selector)))

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
