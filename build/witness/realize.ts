import { compareNumbers } from '../promql/infer/domain.ts'
import { selectors } from '../promql/rewrite.ts'
import type { Aggregation, Binary, Call, Expr, Selector } from '../promql/tree.ts'
import { affine } from './affine.ts'
import { type Course, changed, combine, exact, times } from './course.ts'
import { Filler, noWay } from './fill.ts'
import { busy, type How, isTraceable, perSample } from './ground.ts'
import { amountFor } from './invert.ts'
import { elder } from './lag.ts'
import { levelsOf } from './levels.ts'
import { counted, divided, memberPicks, otherwise } from './members.ts'
import { distribution, distributionOfTwo } from './quantile.ts'
import { offsetsIn } from './time.ts'
import { isOfOneInput, quantilesIn, unevenIn } from './uneven.ts'
import { isGuard, isOne, usualLevel } from './usual.ts'
import { type Comparing, comparedWith, comparedWithOther } from './ways.ts'
import { World } from './world.ts'

/** Puts series into a world so that an expression comes out as wanted, by working backwards through it. */
export class Realizer extends Filler {
  /** Throws `Underivable` where an expression has no way back. */
  override realize(expr: Expr, wanted: Course, how: How): void {
    switch (expr.is) {
      case 'paren':
      case 'subquery':
        this.realize(expr.expr, wanted, how)
        break
      case 'unary':
        this.realize(expr.expr, times(wanted, expr.op === '-' ? -1 : 1), how)
        break
      case 'selector':
        this.world.put(this.labels(expr, how), this.#rounded(expr, wanted, how), how.motion)
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
  #rounded(selector: Selector, wanted: Course, { motion: { mode } }: How): Course {
    const { unit } = this.metricOf(selector)
    const whole = unit === 'count' || unit === 'bytes' || selector.metric?.endsWith('_count')
    const isExact = mode === 'trend' || mode === 'slope' || mode === 'clock'
    const { margin } = this.ground.effort
    const matters = (value: number): boolean =>
      mode === 'growth' && (value < 10 || Math.abs(Math.round(value) - value) > (value * margin) / 4)
    return changed(wanted, (value) => (whole && !isExact && !matters(value) ? Math.round(value) : exact(value)))
  }

  #aggregation(expr: Aggregation, wanted: Course, how: How): void {
    const { op } = expr
    if (op.startsWith('std') && this.#unevenly(expr, wanted, how)) return
    if (op === 'count' || (op === 'sum' && this.#isYesOrNo(expr.expr))) {
      this.#members(expr, wanted, how)
      return
    }
    const all = memberPicks(expr, how.pick, this.reading)
    const [first, second] = all.map((pick) => this.isSettled(expr.expr, { ...how, pick }))
    // Where one is there already, there are no others.
    const picks = op === 'sum' && first && second === false ? all.slice(0, 1) : all
    for (const [at, pick] of picks.entries()) {
      const part = this.#isYesOrNo(withinTime(expr.expr)) ? otherwise(op, wanted, at) : divided(op, wanted, at)
      this.realize(expr.expr, picks.length === 1 ? wanted : part, { ...how, pick })
    }
  }

  #isYesOrNo(expr: Expr): boolean {
    if (expr.is === 'paren') return this.#isYesOrNo(expr.expr)
    return expr.is === 'selector' ? isOne(this.metricOf(expr)) : expr.is === 'binary' && expr.bool === true
  }

  /** As many series as wanted: what is counted is there or not, a yes or no is 1 or 0. */
  #members(expr: Aggregation, wanted: Course, how: How, least = 1): void {
    const numbers = changed(wanted, (value) => Math.max(0, Math.round(value)))
    const most = Math.max(least, ...numbers.map((value) => value ?? 0))
    for (const [at, pick] of counted(expr, how.pick, most, this.reading).entries()) {
      const on = numbers.map((value) => value !== undefined && at < value)
      if (expr.op === 'sum')
        this.realize(
          expr.expr,
          on.map((yes) => (yes ? 1 : 0)),
          { ...how, pick },
        )
      else this.#presence(expr.expr, on, { ...how, pick })
    }
  }

  /** In some phases an expression answers a series, in others not. */
  #presence(expr: Expr, on: readonly boolean[], how: How): void {
    const limited = expr.is === 'binary' ? (comparedWith(expr) ?? comparedWithOther(expr)) : undefined
    if (expr.is === 'paren' || expr.is === 'aggregation') this.#presence(expr.expr, on, how)
    else if (limited !== undefined) {
      const { beyond, within } = this.#levels(limited)
      this.realize(
        limited.expr,
        on.map((yes) => (yes ? beyond : within)),
        how,
      )
    } else
      this.fill(
        expr,
        on.map((yes) => (yes ? 1 : undefined)),
        how,
      )
  }

  #levels = (limited: Comparing) => levelsOf(limited, this.metricOf, this.ground.effort.margin)

  #call(expr: Call, wanted: Course, how: How): void {
    const [first, second] = expr.args
    if (expr.fn === 'histogram_quantile' && first?.is === 'number' && second !== undefined) {
      const { traffic } = this.ground.effort
      this.buckets(second, (edges) => distribution(first.value, edges, wanted, traffic), how)
    } else if (first !== undefined && passing.has(expr.fn)) {
      this.realize(first, wanted, how)
    } else if (isTraceable(expr)) {
      const argument = expr.args.find(({ is }) => is !== 'number')
      if (argument === undefined) throw noWay(expr)
      const within = this.inside(expr, argument, how)
      this.realize(argument, times(wanted, perSample(expr, argument, within, this.ground.clock)), within)
    } else this.#invert(expr, wanted, how)
  }

  #binary(expr: Binary, wanted: Course, how: How): void {
    const { op, left, right } = expr
    const limited = comparedWith(expr)
    if (op === 'or') this.realize(this.present(left, right, how), wanted, how)
    else if (op === 'and' || op === 'unless') this.#beside(left, right, wanted, how)
    else if (isGuard(expr)) this.realize(left, wanted, how)
    else if (limited !== undefined) this.#limited(limited, expr.bool === true, wanted, how)
    else if (isOfOneInput(expr) && this.#unevenly(expr, wanted, how)) return
    else if (op === '/' || op === '*') this.#product(expr, wanted, how)
    else if (op === '+' || op === '-') this.#sum(expr, wanted, how)
    else this.#invert(expr, wanted, how)
  }

  #beside(left: Expr, right: Expr, wanted: Course, how: How): void {
    this.realize(left, wanted, how)
    this.fill(right, this.world.throughout(1), how)
  }

  /** What a comparison lets through, or answers: where it must not, the value is on its other side. */
  #limited(limited: Comparing, isAnswer: boolean, wanted: Course, how: How): void {
    const { beyond, within } = this.#levels(limited)
    const allowed = (value: number): number =>
      isAnswer ? (value >= 0.5 ? beyond : within) : compareNumbers(limited.op, value, limited.value) ? value : within
    this.realize(limited.expr, changed(wanted, allowed), how)
  }

  #product(expr: Binary, wanted: Course, how: How): void {
    const { op, left, right } = expr
    const [a, b] = [affine(left), affine(right)]
    if (op === '*' && a?.clock === 0 && a.more !== 0) this.realize(right, times(wanted, 1 / a.more), how)
    else if (op === '*' && b?.clock === 0 && b.more !== 0) this.realize(left, times(wanted, 1 / b.more), how)
    else if (op === '/' && a?.clock === 0)
      this.realize(
        right,
        changed(wanted, (value) => a.more / value),
        how,
      )
    else if (op === '/') {
      if (!this.#comparesTimes(expr, wanted, how, quotient)) this.#share(expr, wanted, how)
    } else
      this.realize(
        left,
        combine(wanted, this.fill(right, this.world.throughout(1), how), (value, factor) => value / factor),
        how,
      )
  }

  #sum(expr: Binary, wanted: Course, how: How): void {
    const { op, left, right } = expr
    const [a, b] = [affine(left), affine(right)]
    const sign = op === '+' ? 1 : -1
    // `x - time()` is what x has more than the time.
    if (b !== undefined) {
      const moved = changed(wanted, (value) => value - sign * b.more)
      this.realize(left, moved, clocked(how, -sign * b.clock, expr))
    } else if (a !== undefined) {
      const moved = changed(wanted, (value) => sign * (value - a.more))
      this.realize(right, moved, clocked(how, -sign * a.clock, expr))
    } else if (op === '-' && this.isSettled(left, how) && !this.isSettled(right, how)) {
      const whole = left.is === 'selector' ? this.fill(left, wanted, how) : this.measured(left)
      this.realize(
        right,
        combine(whole, wanted, (there, rest) => there - rest),
        how,
      )
    } else if (op === '+' || !this.#comparesTimes(expr, wanted, how, difference)) {
      const second = this.fill(right, this.world.throughout(op === '-' ? 1 : 0), how)
      this.realize(
        left,
        combine(wanted, second, (value, other) => value - sign * other),
        how,
      )
    }
  }

  /** A share of a whole that is as large as usual; where the part belongs to the whole, the rest is put beside it. */
  #share(expr: Binary, wanted: Course, how: How): void {
    const { left: part, right: whole } = expr
    if (this.#shareOfMembers(part, whole, wanted, how)) return
    const rest = this.restOf(expr, how)
    if (rest !== undefined && this.isSettled(whole, rest)) {
      // What is there already is the rest of the whole.
      const there = this.measured(whole)
      this.realize(
        part,
        combine(wanted, there, (share, others) => (share < 1 ? (share * others) / (1 - share) : others * 1000)),
        how,
      )
      return
    }
    const all =
      rest === undefined
        ? this.fill(whole, this.world.throughout(1), how)
        : this.world.throughout(this.#usualWhole(whole))
    const some = combine(wanted, all, (a, b) => a * b)
    this.realize(part, some, how)
    if (rest !== undefined)
      this.realize(
        whole,
        combine(all, some, (a, b) => a - b),
        rest,
      )
  }

  /**
   * Where two sides read the same series at different times: the side that looks at the present comes out, phase by phase,
   * from what was an offset earlier. Answers whether they do.
   */
  #comparesTimes({ left, right }: Binary, wanted: Course, how: How, solved: Solved): boolean {
    const { past, phases } = this.world
    const older = elder(left, right)
    if (past.length === 0 || older === undefined) return false
    const [now, then] = older === 'right' ? [left, right] : [right, left]
    const isMixed = offsetsIn(then).length === 0
    const usual = (expr: Expr) =>
      new Realizer(this.ground, this.world.another).fill(expr, this.world.throughout(1), how)[0] ?? 1
    const usualNow = usual(now)
    const usualThen = this.#seenBeside(now, usualNow, then, how) ?? usual(then)
    const course: number[] = []
    for (const [at, value = 0] of wanted.entries()) {
      const was = course[past[at] ?? -1]
      const length = (phases[at] ?? 0) / (phases[0] ?? 1)
      // A window that reaches back into the past sees the present as well, in the end for a share of it.
      const seen = isMixed && !this.ground.effort.otherwise ? Math.min(0.9, length) : 0
      if (was === undefined) course.push(usualNow)
      else
        course.push(
          settled((present) =>
            solved(value, usualThen * ((was * (1 - seen) + present * seen) / usualNow), now === left),
          ),
        )
    }
    this.realize(now, course, how)
    this.fill(then, this.world.throughout(1), how)
    return true
  }

  /** What one of two sides is while the other is so much, where that is not what it usually is. */
  #seenBeside(now: Expr, amount: number, then: Expr, how: How): number | undefined {
    const [length = 1] = this.world.phases
    const trial = new Realizer(this.ground, new World([2 * length], this.ground.clock))
    trial.realize(now, [amount], how)
    const [expected = 0] = trial.fill(then, [1], how)
    const [seen = expected] = trial.measured(then)
    return Math.abs(seen / expected - 1) > 0.05 ? seen : undefined
  }

  /** So many of the same series: where both sides count them, there are some of each. */
  #shareOfMembers(part: Expr, whole: Expr, wanted: Course, how: How): boolean {
    const [some, all] = [bare(part), bare(whole)]
    if (some.is !== 'aggregation' || all.is !== 'aggregation' || all.op !== 'count') return false
    const isCounted = some.op === 'count' || (some.op === 'sum' && this.#isYesOrNo(some.expr))
    if (!isCounted || selectors(some)[0]?.metric !== selectors(all)[0]?.metric) return false
    const total = this.ground.effort.traffic > 1 ? 100 : 20
    this.#members(some, times(wanted, total), how, total)
    return true
  }

  #usualWhole(whole: Expr): number {
    const [selector] = selectors(whole)
    if (selector === undefined) throw noWay(whole)
    const { effort, clock } = this.ground
    const usual = selector.range === undefined ? usualLevel(this.metricOf(selector)) : (busy * 1000) / clock.spacing
    return usual * effort.traffic
  }

  /** What says how uneven its series are: two quantiles, or one of several series that is not like the others. */
  #unevenly(expr: Binary | Aggregation, wanted: Course, how: How): boolean {
    const { traffic } = this.ground.effort
    const quantiles = expr.is === 'binary' ? quantilesIn(expr) : undefined
    if (quantiles !== undefined)
      this.buckets(quantiles.of, (edges) => distributionOfTwo(quantiles.pair, edges, wanted, traffic), how)
    const together = unevenIn(expr)
    if (quantiles !== undefined || together === undefined) return quantiles !== undefined
    // What is there already is one of the others.
    if (this.isSettled(expr, how)) return true
    // Of two, none is more than twice their mean. All the traffic in the world makes no series less like the others.
    const isSaid = (traffic > 100 ? [] : [2, 20]).some((number) => {
      const [odd, ...others] = counted(together, how.pick, number, this.reading)
      return this.#tried(expr, wanted, (realizer, amount) => {
        realizer.fill(expr, amount, { ...how, pick: odd ?? how.pick })
        for (const pick of others) realizer.fill(expr, realizer.world.throughout(1), { ...how, pick })
      })
    })
    if (!isSaid) throw noWay(expr)
    return true
  }

  /** Where no way leads back: amounts are tried until one gives what is wanted. */
  #invert(expr: Expr, wanted: Course, how: How): void {
    const isSaid =
      selectors(expr).length > 0 && this.#tried(expr, wanted, (realizer, amount) => realizer.fill(expr, amount, how))
    if (!isSaid) throw noWay(expr)
  }

  #tried(expr: Expr, wanted: Course, put: (realizer: Realizer, amount: Course) => unknown): boolean {
    const [length = 1] = this.world.phases
    const attempt = (amount: number): number | undefined => {
      const trial = new Realizer(this.ground, new World([length], this.ground.clock))
      put(trial, [amount])
      return trial.measured(expr)[0]
    }
    const find = amountFor(attempt)
    const amounts = wanted.map((value) => (value === undefined ? undefined : find(value)))
    if (amounts.some((amount, at) => amount === undefined && wanted[at] !== undefined)) return false
    put(this, amounts)
    return true
  }
}

/** What is the same before and after: what one side must be may depend on what it is. */
function settled(next: (value: number) => number): number {
  let value = next(0)
  for (let round = 0; round < 50; round += 1) value = next(value)
  return exact(value)
}

/** What one side must be so that both give the value that is wanted, where the other is known. */
type Solved = (wanted: number, other: number, isLeft: boolean) => number
const quotient: Solved = (wanted, other, isLeft) => (isLeft ? wanted * other : other / wanted)
const difference: Solved = (wanted, other, isLeft) => (isLeft ? wanted + other : other - wanted)

/** What is averaged or ranked over a window is what it is of. */
const withinTime = (expr: Expr): Expr =>
  expr.is === 'call' && /^(?:avg|min|max|last)_over_time$/.test(expr.fn) ? (expr.args[0] ?? expr) : expr

/** What a guard or parentheses stand around. */
function bare(expr: Expr): Expr {
  if (expr.is === 'paren') return bare(expr.expr)
  return expr.is === 'binary' && isGuard(expr) ? bare(expr.left) : expr
}

/** Functions that leave values as they are, or nearly. */
const passing = new Set(['abs', 'label_replace', 'label_join', 'sort', 'sort_desc', 'scalar', 'vector'])

/** How something is meant from which `clock` times the time is taken off. */
function clocked(how: How, clock: number, expr: Expr): How {
  if (clock === 0) return how
  if (clock === 1) return { ...how, motion: { mode: 'clock' } }
  throw noWay(expr)
}
