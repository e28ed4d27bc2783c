import type { AnyMetric } from '../language/metric.ts'
import type { LabelSet } from '../promql/evaluate/series.ts'
import { isPartOf } from '../promql/infer/part-of.ts'
import { print } from '../promql/print.ts'
import { selectors } from '../promql/rewrite.ts'
import type { Binary, Call, Expr, Selector } from '../promql/tree.ts'
import { type Course, combine, times } from './course.ts'
import { type Ground, type How, inside, isTraceable, type MetricOf, metricsIn, perSample } from './ground.ts'
import { labelsOf, type Reading } from './labels.ts'
import { type Bucket, idle } from './quantile.ts'
import { Underivable } from './underivable.ts'
import type { World } from './world.ts'

/** Puts the series that an expression reads into a world, with what is usual for them. */
export class Filler {
  protected readonly ground: Ground
  protected readonly world: World
  readonly metricOf: MetricOf

  constructor(ground: Ground, world: World) {
    this.ground = ground
    this.world = world
    this.metricOf = metricsIn(ground.catalog)
  }

  /** Gives every series that is not there yet `amount` times what is usual; answers the value. Throws `Underivable`. */
  fill(expr: Expr, amount: number, how: How): Course {
    switch (expr.is) {
      case 'paren':
      case 'subquery':
      case 'aggregation':
        return this.fill(expr.expr, amount, how)
      case 'selector':
        return this.#selector(expr, amount, how)
      case 'call':
        return this.#call(expr, amount, how)
      case 'binary':
        return this.#binary(expr, amount, how)
      case 'number':
        return this.world.throughout(expr.value)
      default:
        throw noWay(expr)
    }
  }

  /** Whether the first series that an expression reads is there. */
  isSettled(expr: Expr, how: How): boolean {
    const [first] = selectors(expr)
    return first !== undefined && this.world.has(this.labels(first, how))
  }

  reading = (selector: Selector): Reading => {
    const { stack, values } = this.ground
    return { metric: this.metricOf(selector), selector, stack, values }
  }

  protected labels(selector: Selector, { pick, besides }: How): LabelSet {
    return labelsOf(this.reading(selector), pick, besides)
  }

  protected buckets(of: Expr, growing: (edges: readonly number[]) => readonly Bucket[], how: How): void {
    const [selector] = selectors(of)
    const edges = selector && this.metricOf(selector).edges
    if (selector === undefined || edges === undefined) throw new Underivable(`${print(of)} has no buckets`)
    const labels = this.labels(selector, how)
    for (const { le, course } of growing(edges)) this.world.put({ ...labels, le }, course, 'growth')
  }

  /** Where `part` is some of `whole`: how the others are to be chosen. */
  protected restOf(part: Expr, whole: Expr, how: How): How | undefined {
    const [narrower] = selectors(part)
    return isPartOf(part, whole) === 'part' && narrower ? { ...how, besides: narrower.matchers } : undefined
  }

  /** What answers in `left or right`: the right side where the left has no series. */
  protected present(left: Expr, right: Expr, how: How): Expr {
    const [first] = selectors(left)
    return first !== undefined && this.world.lacks(this.labels(first, how)) ? right : left
  }

  #selector(selector: Selector, amount: number, how: How): Course {
    const labels = this.labels(selector, how)
    const usual = how.mode === 'level' ? usualLevel(this.metricOf(selector)) : how.traffic
    this.world.put(labels, this.world.throughout(usual * amount), how.mode)
    return this.world.courseOf(labels) ?? this.world.throughout(0)
  }

  #call(expr: Call, amount: number, how: How): Course {
    const argument = expr.args.find(({ is }) => is !== 'number' && is !== 'string')
    if (argument === undefined) throw noWay(expr)
    if (expr.fn === 'histogram_quantile') {
      this.buckets(argument, () => idle(this.world.throughout(amount)), how)
      return this.world.throughout(0)
    }
    if (!isTraceable(expr)) throw noWay(expr)
    const within = inside(expr, how)
    return times(this.fill(argument, amount, within), 1 / perSample(expr, argument, within, this.ground.clock))
  }

  #binary(expr: Binary, amount: number, how: How): Course {
    const { op, left, right } = expr
    if (op === 'or') return this.fill(this.present(left, right, how), amount, how)
    if (isGuard(expr)) return this.fill(left, amount, how)
    if (op === '/') {
      const rest = this.restOf(left, right, how)
      const part = this.fill(left, amount, how)
      const others = this.fill(right, rest === undefined ? amount : 0, rest ?? how)
      return combine(part, others, (a, b) => a / (rest === undefined ? b : a + b))
    }
    const compute = arithmetic[op]
    if (compute === undefined) throw noWay(expr)
    // What is taken off is little beside what it is taken off from.
    return combine(this.fill(left, amount, how), this.fill(right, op === '-' ? amount / 100 : amount, how), compute)
  }
}

/** Enough for a share of a tenth of a percent to be whole. */
export const usualLevel = ({ unit }: AnyMetric): number => (unit === 'bytes' ? 1e9 : unit === 'state' ? 1 : 1000)

/** `whole > 0`: a divisor that lets only a real whole through. */
export const isGuard = ({ op, right }: Binary): boolean => op === '>' && right.is === 'number' && right.value === 0

export const noWay = (expr: Expr): Underivable => new Underivable(`there is no way back through ${print(expr)}`)

const arithmetic: Readonly<Partial<Record<Binary['op'], (a: number, b: number) => number>>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
}
