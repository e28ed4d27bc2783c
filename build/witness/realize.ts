import { selectors } from '../promql/rewrite.ts'
import type { Aggregation, Binary, Call, Expr, Selector } from '../promql/tree.ts'
import { type Course, combine, exact, times } from './course.ts'
import { Filler, isGuard, noWay, usualLevel } from './fill.ts'
import { busy, type How, inside, isTraceable, perSample } from './ground.ts'
import { divided, memberPicks } from './members.ts'
import { distribution } from './quantile.ts'

/** Puts series into a world so that an expression comes out as wanted, by working backwards through it. */
export class Realizer extends Filler {
  /** Throws `Underivable` where an expression has no way back. */
  realize(expr: Expr, wanted: Course, how: How): void {
    switch (expr.is) {
      case 'paren':
      case 'subquery':
        this.realize(expr.expr, wanted, how)
        break
      case 'selector':
        this.world.put(this.labels(expr, how), this.#rounded(expr, wanted, how), how.mode)
        break
      case 'aggregation':
        this.#aggregation(expr, wanted, how)
        break
      case 'call':
        this.#call(expr, wanted, how)
        break
      case 'binary':
        this.#binary(expr, wanted, how)
        break
      default:
        throw noWay(expr)
    }
  }

  /** Connections, tasks and bytes are whole, as long as a rounding does not matter. */
  #rounded(selector: Selector, wanted: Course, { mode }: How): Course {
    const { unit } = this.metricOf(selector)
    const whole = unit === 'count' || unit === 'bytes' || selector.metric?.endsWith('_count')
    return wanted.map((value) => {
      if (value === undefined) return undefined
      return whole && (mode !== 'growth' || value >= 10) ? Math.round(value) : exact(value)
    })
  }

  #aggregation(expr: Aggregation, wanted: Course, how: How): void {
    const picks = memberPicks(expr, how.pick, this.reading)
    for (const [at, pick] of picks.entries()) {
      this.realize(expr.expr, picks.length === 1 ? wanted : divided(expr.op, wanted, at), { ...how, pick })
    }
  }

  #call(expr: Call, wanted: Course, how: How): void {
    const [first, second] = expr.args
    if (expr.fn === 'histogram_quantile' && first?.is === 'number' && second !== undefined) {
      this.buckets(second, (edges) => distribution(first.value, edges, wanted), how)
    } else if (first !== undefined && isTraceable(expr)) {
      const within = inside(expr, how)
      this.realize(first, times(wanted, perSample(expr, first, within, this.ground.clock)), within)
    } else {
      throw noWay(expr)
    }
  }

  #binary(expr: Binary, wanted: Course, how: How): void {
    const { op, left, right } = expr
    if (op === '/') this.#share(left, right, wanted, how)
    else if (op === 'or') this.realize(this.present(left, right, how), wanted, how)
    else if (isGuard(expr)) this.realize(left, wanted, how)
    else if (op === '*' && right.is === 'number' && right.value !== 0)
      this.realize(left, times(wanted, 1 / right.value), how)
    else if (op === '-')
      this.realize(
        left,
        combine(wanted, this.fill(right, 1, how), (a, b) => a + b),
        how,
      )
    else throw noWay(expr)
  }

  /** A share of a whole that is as large as usual; where the part belongs to the whole, the rest is put beside it. */
  #share(part: Expr, whole: Expr, wanted: Course, how: How): void {
    const rest = this.restOf(part, whole, how)
    const all = rest === undefined ? this.fill(whole, 1, how) : this.world.throughout(this.#usual(whole))
    const some = combine(wanted, all, (a, b) => a * b)
    this.realize(part, some, how)
    if (rest !== undefined)
      this.realize(
        whole,
        combine(all, some, (a, b) => a - b),
        rest,
      )
  }

  #usual(whole: Expr): number {
    const [selector] = selectors(whole)
    if (selector === undefined) throw noWay(whole)
    return selector.range === undefined
      ? usualLevel(this.metricOf(selector))
      : (busy * 1000) / this.ground.clock.spacing
  }
}
