import { evaluator } from '../promql/evaluate/evaluate.ts'
import type { LabelSet } from '../promql/evaluate/series.ts'
import { isPartOf } from '../promql/infer/part-of.ts'
import { print } from '../promql/print.ts'
import { selectors } from '../promql/rewrite.ts'
import type { Binary, Call, Expr, Selector } from '../promql/tree.ts'
import { affine } from './affine.ts'
import { type Course, combine, times } from './course.ts'
import { type Ground, type How, inside, isTraceable, type MetricOf, metricsIn, perSample } from './ground.ts'
import { choices, labelsOf, type Reading } from './labels.ts'
import { levelsOf } from './levels.ts'
import { carried } from './members.ts'
import { seriesOf } from './plan.ts'
import { type Bucket, distribution, idle } from './quantile.ts'
import { Underivable } from './underivable.ts'
import { isGuard, isOne, usualLevel } from './usual.ts'
import { comparedWith } from './ways.ts'
import type { World } from './world.ts'

/** Puts the series that an expression reads into a world, with what is usual for them. */
export abstract class Filler {
  protected readonly ground: Ground
  protected readonly world: World
  readonly metricOf: MetricOf

  constructor(ground: Ground, world: World) {
    this.ground = ground
    this.world = world
    this.metricOf = metricsIn(ground.catalog)
  }

  /** Puts series so that an expression comes out as wanted. Throws `Underivable`. */
  abstract realize(expr: Expr, wanted: Course, how: How): void

  /**
   * Gives every series that is not there yet `amount` times what is usual, and none where there is no amount; answers the
   * value. Throws `Underivable`.
   */
  fill(expr: Expr, amount: Course, how: How): Course {
    switch (expr.is) {
      case 'paren':
      case 'subquery':
        return this.fill(expr.expr, amount, how)
      case 'unary':
        return times(this.fill(expr.expr, amount, how), expr.op === '-' ? -1 : 1)
      case 'aggregation': {
        const value = this.fill(expr.expr, amount, how)
        return expr.op === 'count' || expr.op === 'group' ? present(amount, 1) : value
      }
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
    for (const { le, course } of growing(edges)) this.world.put({ ...labels, le }, course, { mode: 'growth' })
  }

  /** Where `part` is some of `whole`: how the others are to be chosen. */
  protected restOf({ left: part, right: whole, matching }: Binary, how: How): How | undefined {
    const [narrower] = selectors(part)
    const [wider] = selectors(whole)
    // What a bucket holds is counted in another series.
    if (narrower === undefined || narrower.metric !== wider?.metric) return undefined
    if (isPartOf(part, whole) === 'part') return { ...how, besides: narrower.matchers }
    // One of the series that the other side takes together: the rest differs from it in a label that it alone carries.
    const own = matching?.group === undefined ? [] : carried(part, this.reading)
    const label = own.find(
      (each) => !matching?.labels.includes(each) && choices(this.reading(narrower), each) > (how.pick[each] ?? 0) + 1,
    )
    return label === undefined ? undefined : { ...how, pick: { ...how.pick, [label]: (how.pick[label] ?? 0) + 1 } }
  }

  /** What answers in `left or right`: the right side where the left has no series. */
  protected present(left: Expr, right: Expr, how: How): Expr {
    const [first] = selectors(left)
    return first !== undefined && this.world.lacks(this.labels(first, how)) ? right : left
  }

  /** How the argument of a call is meant. */
  protected inside(call: Call, argument: Expr, how: How): How {
    const [first] = selectors(argument)
    if (first === undefined) return inside(call, argument, how, 1, this.ground.clock)
    const metric = this.metricOf(first)
    const meant = inside(call, argument, how, usualLevel(metric), this.ground.clock)
    return meant.motion.mode === 'changes' ? { ...meant, motion: { ...meant.motion, turns: isOne(metric) } } : meant
  }

  /** The value that an expression has at the end of each phase, as the series stand. */
  protected measured(expr: Expr): Course {
    const { spacing, interval } = this.ground.clock
    const series = this.world.plans.map((plan) => seriesOf(plan, spacing))
    const answer = evaluator(expr, series, { windows: 'left-open', interval })
    let samples = 0
    return this.world.phases.map((phase) => {
      samples += phase
      return answer(Math.floor((samples * spacing) / interval) * interval)[0]?.value
    })
  }

  #selector(selector: Selector, amount: Course, how: How): Course {
    const labels = this.labels(selector, how)
    this.world.put(labels, times(amount, this.#usual(selector, how)), how.motion)
    return this.world.courseOf(labels) ?? this.world.throughout(0)
  }

  #usual(selector: Selector, { motion, traffic }: How): number {
    const metric = this.metricOf(selector)
    const busier = this.ground.effort.traffic
    switch (motion.mode) {
      case 'level':
        return usualLevel(metric) * (isOne(metric) ? 1 : busier)
      case 'growth':
      case 'events':
        return traffic * busier
      case 'trend':
        return motion.base
      case 'slope':
      case 'changes':
        return traffic
      case 'clock':
        return 0
    }
  }

  #call(expr: Call, amount: Course, how: How): Course {
    const known = affine(expr)
    if (known !== undefined) return this.world.throughout(known.more)
    const argument = expr.args.find(({ is }) => is !== 'number' && is !== 'string')
    if (argument === undefined) throw noWay(expr)
    if (expr.fn === 'histogram_quantile') return this.#quantile(expr, argument, amount, how)
    if (expr.fn.startsWith('absent')) throw noWay(expr)
    if (isTraceable(expr)) {
      const within = this.inside(expr, argument, how)
      return times(this.fill(argument, amount, within), 1 / perSample(expr, argument, within, this.ground.clock))
    }
    for (const each of expr.args) if (selectors(each).length > 0) this.fill(each, amount, how)
    return this.measured(expr)
  }

  /** All observations are in one bucket, a low one where there are few, and `amount` times as many as usual. */
  #quantile({ args: [q] }: Call, of: Expr, amount: Course, how: How): Course {
    if (this.isSettled(of, how)) return this.world.throughout(0)
    let usual = 0
    const growing = (edges: readonly number[]): readonly Bucket[] => {
      if (q?.is !== 'number' || !amount.some((each) => each)) return idle(amount)
      const low = Math.floor((edges.length * (this.ground.effort.traffic > 1 ? 2 : 1)) / 3)
      const [from, to] = [edges[low - 1] ?? 0, edges[low] ?? 0]
      usual = from + (to - from) * q.value
      const buckets = distribution(q.value, edges, present(amount, usual), this.ground.effort.traffic)
      return buckets.map(({ le, course }) => ({ le, course: combine(course, amount, (a, b) => Math.round(a * b)) }))
    }
    this.buckets(of, growing, how)
    return present(amount, usual)
  }

  #binary(expr: Binary, amount: Course, how: How): Course {
    const { op, left, right } = expr
    if (op === 'or') return this.fill(this.present(left, right, how), amount, how)
    if (isGuard(expr)) return this.fill(left, amount, how)
    const limited = comparedWith(expr)
    if (limited !== undefined) {
      const { beyond } = levelsOf(limited, this.metricOf, this.ground.effort.margin)
      const wanted = present(amount, beyond)
      this.realize(limited.expr, wanted, how)
      return wanted
    }
    if (op === '/') {
      const rest = this.restOf(expr, how)
      const part = this.fill(left, amount, how)
      const others = this.fill(right, rest === undefined ? amount : times(amount, 0), rest ?? how)
      return combine(part, others, (a, b) => a / (rest === undefined ? b : a + b))
    }
    const compute = arithmetic[op]
    // What is taken off is little beside what it is taken off from.
    const second = op === '-' ? times(amount, 1 / 100) : amount
    const values = [this.fill(left, amount, how), this.fill(right, second, how)] as const
    if (op === 'and' || op === 'unless') return values[0]
    return compute === undefined ? this.measured(expr) : combine(...values, compute)
  }
}

const present = (amount: Course, value: number): Course =>
  amount.map((each) => (each === undefined ? undefined : value))

export const noWay = (expr: Expr): Underivable => new Underivable(`there is no way back through ${print(expr)}`)

const arithmetic: Readonly<Partial<Record<Binary['op'], (a: number, b: number) => number>>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
}
