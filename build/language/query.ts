import { parseDuration, printDuration } from '../promql/duration.ts'
import { closeWindow, isOpen, keptRaw, shiftBy } from '../promql/rewrite.ts'
import type { BinaryOp, Expr } from '../promql/tree.ts'
import { Condition } from './condition.ts'
import { amountOf, aWindow, isAmount, thresholdOf } from './demands/amounts.ts'
import { type Demand, due, type Fault, refuse } from './demands/demand.ts'
import { aLabelOf, sameUnit } from './demands/labels.ts'
import { labelled } from './demands/shown.ts'
import { number } from './expressions.ts'
import { type Joined, matchingOf, type On, oneEach } from './joins.ts'
import type { Info } from './metric.ts'
import { type Amount, magnitude, type Summed, type Unit, type Window } from './units.ts'

/** Whether the range windows inside a query are chosen. The words are what TypeScript prints. */
export type Open = 'not ready: choose a window with .over()'
export type Readiness = 'ready' | Open

/** Two queries joined are ready when both are. */
export type Join<A extends Readiness, B extends Readiness> = [A | B] extends ['ready'] ? 'ready' : Open

/** The labels that `.by()` takes; the sentence is the compiler's error. */
export type Splits<S extends string> = [S] extends [never] ? 'nothing: only an aggregation can be split, and once' : S

/** The labels that an aggregation swallowed, and how to write the query once some of them are kept. */
export interface Split {
  readonly of: readonly string[]
  readonly keep: (by: readonly string[]) => Expr
}

/** What a query knows besides its labels and unit. */
interface Rest {
  readonly split?: Split | undefined
  /** Of a quantile: the thresholds at which it is exact. */
  readonly exactAt?: readonly unknown[] | undefined
}

/**
 * A PromQL expression that knows which labels its series carry (`L`), what its values measure (`U`), whether its
 * windows are chosen (`R`), which labels it can still be split by (`S`), and which thresholds its values can be
 * compared with exactly (`T`). Immutable: every method answers a new query.
 */
export class Query<
  in out L extends string,
  in out U extends Unit,
  in out R extends Readiness = 'ready',
  in out S extends string = never,
  in out T = Amount<U>,
> {
  readonly expr: Expr
  readonly unit: U
  readonly labels: readonly L[]
  /** Present while labels that an aggregation swallowed can still be kept with `.by()`. */
  readonly split: Split | undefined
  /** The only thresholds that its values can be compared with, where not every amount of the unit is one. */
  readonly exactAt: readonly unknown[] | undefined
  // Phantoms: they carry type parameters that no field mentions, and hold nothing at run time.
  declare readonly carries: (label: L) => L
  declare readonly measures: (unit: U) => U
  declare readonly readiness: R
  declare readonly splittable: (by: S) => S
  declare readonly thresholds: (threshold: T) => T

  constructor(expr: Expr, unit: U, labels: readonly L[], { split, exactAt }: Rest = {}) {
    this.expr = expr
    this.unit = unit
    this.labels = labels
    this.split = split
    this.exactAt = exactAt
  }

  /** Whether a window is still to be chosen. */
  get isOpen(): boolean {
    return isOpen(this.expr)
  }

  /** The same query with one series per combination of these labels. */
  by<const K extends Splits<S>>(...labels: readonly [K, ...K[]]): Query<K, U, R, never, T> {
    const { split, unit, exactAt } = this
    refuse('.by()', splitFaults(split, labels, '.by()'))
    return new Query(splitBy(this, labels), unit, labels, { exactAt })
  }

  /** The same query with one series per combination of all labels but these. */
  without<const K extends Splits<S>>(...labels: readonly [K, ...K[]]): Query<Exclude<S, K>, U, R, never, T> {
    const { split, unit, exactAt } = this
    refuse('.without()', splitFaults(split, labels, '.without()'))
    const kept = (split?.of ?? []).filter((label) => !(labels as readonly string[]).includes(label)) as Exclude<S, K>[]
    return new Query(splitBy(this, kept), unit, kept, { exactAt })
  }

  /** Closes the window that the query left open. */
  over(this: Query<L, U, Open, S, T>, window: Window): Query<L, U, 'ready', S, T> {
    const closed = { what: 'the query has no window left to choose.', next: 'Leave .over() out.' }
    refuse('.over()', aWindow.faults(window, 'the window'), this.isOpen ? [] : [closed])
    return this.rewritten((expr) => closeWindow(expr, asPrinted(window)))
  }

  /** The same query as it was `ago`: `offset` on every selector. */
  offset(ago: Window): Query<L, U, R, S, T> {
    refuse('.offset()', aWindow.faults(ago, 'how long ago'))
    return this.rewritten((expr) => shiftBy(expr, asPrinted(ago)))
  }

  /** The same query, read from the metrics themselves where a recording rule holds what it asks for. */
  raw(): Query<L, U, R, S, T> {
    return this.rewritten(keptRaw)
  }

  /**
   * True where the value is greater. The threshold is an amount of the query's own unit, or another query of that unit: with
   * the same labels, or with some of them, on which it is joined.
   */
  above<K extends L = L>(
    this: Query<L, U, 'ready', S, T>,
    threshold: T | Comparable<K, U>,
    ...join: Joined<L, K>
  ): Condition<L, U> {
    return compare('.above()', this, '>', threshold, join[0])
  }

  /** True where the value is smaller. */
  below<K extends L = L>(
    this: Query<L, U, 'ready', S, T>,
    threshold: T | Comparable<K, U>,
    ...join: Joined<L, K>
  ): Condition<L, U> {
    return compare('.below()', this, '<', threshold, join[0])
  }

  /** True where a yes-or-no metric has this value. */
  is(this: Query<L, 'state', 'ready', S, T>, state: T): Condition<L, 'state'> {
    const amount = {
      what: `.is() asks a yes or no, and the query measures ${this.unit}.`,
      next: 'Write .above() or .below().',
    }
    refuse('.is()', (this.unit as Unit) === 'state' ? [] : [amount])
    return compare('.is()', this, '==', state)
  }

  /** A sum with another query, joined on the labels that it carries, or with an amount of the same unit. */
  plus<K extends L = L, R2 extends Readiness = 'ready', S2 extends string = S, T2 = unknown>(
    other: Amount<U> | Query<K, U, R2, S2, T2>,
    ...join: Joined<L, K>
  ): Query<L, U, Join<R, R2>, Both<L, K, S, S2>> {
    return computed('.plus()', this, '+', other, join[0])
  }

  /** A difference from another query, joined on the labels that it carries, or from an amount of the same unit. */
  minus<K extends L = L, R2 extends Readiness = 'ready', S2 extends string = S, T2 = unknown>(
    other: Amount<U> | Query<K, U, R2, S2, T2>,
    ...join: Joined<L, K>
  ): Query<L, U, Join<R, R2>, Both<L, K, S, S2>> {
    return computed('.minus()', this, '-', other, join[0])
  }

  /** So many times the value, in the same unit. */
  times(factor: number): Query<L, Summed<U>, R, S> {
    return scaled('.times()', this, '*', factor)
  }

  /** The value divided by a number, in the same unit; a quotient of two queries is a `ratio()` or a `mean()`. */
  dividedBy(divisor: number): Query<L, Summed<U>, R, S> {
    return scaled('.dividedBy()', this, '/', divisor)
  }

  /** This query, and where it has no series, the other. */
  or<R2 extends Readiness, S2 extends string, T2>(other: Query<L, U, R2, S2, T2>): Query<L, U, Join<R, R2>, S & S2> {
    return computed('.or()', this, 'or', other, undefined)
  }

  /** Only the series whose value is greater than zero: a limit of 0 often means that there is none. */
  positive(): Query<L, U, R, never, T> {
    const { expr, unit, labels, exactAt } = this
    return new Query({ is: 'binary', op: '>', left: expr, right: { is: 'number', value: 0 } }, unit, labels, {
      exactAt,
    })
  }

  /** For panels: 0 where there is no series. Only a query without labels can say which series is missing. */
  orZero(this: Query<never, U, R, S, T>): Query<never, U, R, never, T> {
    const { expr, unit, labels, exactAt } = this
    const several = {
      what: `.orZero() speaks for one series, and the query has one per ${labelled(labels)}.`,
      next: 'Aggregate first: sum(…).',
    }
    refuse('.orZero()', labels.length === 0 ? [] : [several])
    const zero: Expr = { is: 'call', fn: 'vector', args: [{ is: 'number', value: 0 }] }
    return new Query<never, U, R, never, T>({ is: 'binary', op: 'or', left: expr, right: zero }, unit, [], { exactAt })
  }

  /** Adds labels of an info metric, joined on the labels that both carry. Throws `Refused` when they share none. */
  with<I extends string, K extends I>(info: Info<I>, ...added: readonly [K, ...K[]]): Query<L | K, U, R, never, T> {
    refuse('.with()', anInfo.faults(info, 'what is joined'))
    const shared = this.labels.filter((label) => (info.labels as readonly string[]).includes(label))
    const strangers = {
      what: `the query carries ${labelled(this.labels)}, ${info.name} carries ${labelled(info.labels)}: they share no label.`,
      next: 'Keep a shared label in the query with .by().',
    }
    refuse(
      `a join with ${info.name}`,
      some('label', added),
      added.flatMap((label) => aLabelOf(info.labels, info.name).faults(label, 'the label that is added')),
      shared.length === 0 ? [strangers] : [],
    )
    // `max` leaves one info series per key, or a restart's two would make the match ambiguous.
    const one: Expr = {
      is: 'aggregation',
      op: 'max',
      grouping: { kind: 'by', labels: [...shared, ...added] },
      expr: info.expr,
    }
    const matching = { kind: 'on', labels: shared, group: { side: 'left', include: added } } as const
    return new Query<L | K, U, R, never, T>(
      { is: 'binary', op: '*', matching, left: this.expr, right: one },
      this.unit,
      [...this.labels, ...added],
      { exactAt: this.exactAt },
    )
  }

  protected rewritten<R2 extends Readiness>(change: (expr: Expr) => Expr): Query<L, U, R2, S, T> {
    const { split, exactAt } = this
    return new Query(change(this.expr), this.unit, this.labels, {
      split: split && { of: split.of, keep: (by) => change(split.keep(by)) },
      exactAt,
    })
  }
}

function computed<
  L extends string,
  U extends Unit,
  R extends Readiness,
  R2 extends Readiness,
  S extends string,
  S3 extends string,
  T,
>(
  word: string,
  one: Query<L, U, R, S, T>,
  op: BinaryOp,
  other: unknown,
  join: On<string> | undefined,
): Query<L, U, Join<R, R2>, S3> {
  if (op !== 'or' && isAmount(one.unit, other)) {
    refuse(word, joinless(join))
    return withNumber(one, op, magnitude(other as string | number))
  }
  refuse(
    word,
    op === 'or' ? fellow.faults(other, 'the other side') : operandOf(one.unit).faults(other, 'the other side'),
  )
  const query = other as Query<string, U>
  refuse(word, sameUnit(one, query, sides), oneEach(one, query, join, sides))
  return binary(one, op, query, one.unit, { join })
}

const operandOf = (unit: Unit): Demand => ({
  due: 'a query or an amount',
  faults: (value, name) =>
    fellow.faults(value, name).length === 0 || typeof value === 'object'
      ? fellow.faults(value, name)
      : amountOf(unit).faults(value, name),
})

/** The same number for every series; what can be split, still can. */
function withNumber<L extends string, U extends Unit, R extends Readiness, S extends string>(
  {
    expr,
    unit,
    labels,
    split,
  }: { readonly expr: Expr; readonly unit: Unit; readonly labels: readonly L[]; readonly split: Split | undefined },
  op: BinaryOp,
  value: number,
): Query<L, U, R, S> {
  const changed = (left: Expr): Expr => ({ is: 'binary', op, left, right: number(value) })
  return new Query<L, U, R, S>(changed(expr), (unit === 'state' ? 'count' : unit) as U, labels, {
    split: split && { of: split.of, keep: (by) => changed(split.keep(by)) },
  })
}

function scaled<L extends string, U extends Unit, R extends Readiness, S extends string, T>(
  word: string,
  query: Query<L, U, R, S, T>,
  op: '*' | '/',
  factor: number,
): Query<L, Summed<U>, R, S> {
  refuse(word, aFactor.faults(factor, op === '*' ? 'the factor' : 'the divisor'))
  return withNumber(query, op, factor)
}

/** An amount has no labels. */
const joinless = (join: unknown): readonly Fault[] =>
  join === undefined ? [] : [{ what: 'an amount is joined on nothing.', next: 'Leave the labels out.' }]

const aFactor = due(
  'a number other than 0',
  (value) => typeof value === 'number' && Number.isFinite(value) && value !== 0,
  'Write 2, or 0.5.',
)

const sides = ['one side', 'the other'] as const
const fellow = due('a query', (value) => value instanceof Query, 'Give it a query.')
const anInfo = due(
  'an info metric',
  (value) => typeof value === 'object' && value !== null && 'type' in value && value.type === 'info',
  'Give it an info metric.',
)

/** What can be compared with a query of these labels and this unit. */
export interface Comparable<in out K extends string, in out U extends Unit> {
  readonly expr: Expr
  readonly unit: U
  readonly labels: readonly K[]
  readonly carries: (label: K) => K
  readonly measures: (unit: U) => U
  readonly readiness: 'ready'
}

/** The labels that two queries can still be split by: those of both, unless they were joined on some. */
export type Both<L extends string, K extends string, S extends string, S2 extends string> = [L] extends [K]
  ? S & S2
  : never

function splitFaults(split: Split | undefined, labels: readonly string[], word: string): readonly Fault[] {
  if (split === undefined)
    return [
      {
        what: 'only an aggregation can be split, and once.',
        next: `Write ${word} right after sum(), max(), quantile() …`,
      },
    ]
  return [
    ...some('label', labels),
    ...labels.flatMap((label) => aLabelOf(split.of).faults(label, `the label of ${word}`)),
  ]
}

/** At least one must be named. */
const some = (what: string, given: readonly unknown[]): readonly Fault[] =>
  given.length > 0 ? [] : [{ what: `no ${what} is named.`, next: `Name the ${what}s that the query keeps.` }]

/** Any query that measures `U`, as far as it can be drawn. */
export interface Drawable<in out U extends Unit> {
  readonly expr: Expr
  readonly unit: U
  readonly labels: readonly string[]
  readonly measures: (unit: U) => U
}

/** A query as the compiler reads it, whatever its types. */
export interface AnyQuery {
  readonly expr: Expr
  readonly unit: Unit
  readonly labels: readonly string[]
}

interface Splittable {
  readonly expr: Expr
  readonly split: Split | undefined
}

/** The query's text once it keeps `labels`; without labels, as it stands. */
export const splitBy = ({ expr, split }: Splittable, labels: readonly string[]): Expr =>
  split === undefined || labels.length === 0 ? expr : split.keep(labels)

/** How two queries are joined, and what their divisor is left out for. */
interface Joining {
  readonly join?: On<string> | undefined
  readonly guard?: (divisor: Expr) => Expr
}

/** Joins two queries; where they carry the same labels, the result can be split wherever both can. */
export function binary<L extends string, V extends Unit, R extends Readiness, S extends string>(
  left: Splittable & { readonly labels: readonly L[] },
  op: BinaryOp,
  right: Splittable,
  unit: V,
  { join, guard = (divisor) => divisor }: Joining = {},
): Query<L, V, R, S> {
  const matching = matchingOf(left, join, true)
  const keep = (by: readonly string[]): Expr => ({
    is: 'binary',
    op,
    ...(matching === undefined ? {} : { matching }),
    left: splitBy(left, by),
    right: guard(splitBy(right, by)),
  })
  const of = join === undefined ? left.split?.of.filter((label) => right.split?.of.includes(label)) : undefined
  return new Query(keep([]), unit, left.labels, left.split && right.split && of && { split: { of, keep } })
}

function compare<L extends string, U extends Unit, R extends Readiness, S extends string, T>(
  word: string,
  query: Query<L, U, R, S, T>,
  op: '>' | '<' | '==',
  threshold: unknown,
  join?: On<string>,
): Condition<L, U> {
  const open = query.isOpen
    ? [{ what: 'the query has no window yet.', next: "Choose one before comparing: .over('5m')." }]
    : []
  if (threshold instanceof Query && op !== '==') {
    const late = threshold.isOpen
      ? [{ what: 'the threshold has no window yet.', next: "Choose one: .over('5m')." }]
      : []
    refuse(word, open, late, sameUnit(query, threshold, compared), oneEach(query, threshold, join, compared))
    return new Condition(binary(query, op, threshold, query.unit, { join }).expr, query.unit, query.labels)
  }
  refuse(word, thresholdOf(query.unit, query.exactAt).faults(threshold, 'the threshold'), open, joinless(join))
  const value = magnitude(threshold as string | number)
  const expr: Expr = { is: 'binary', op, left: query.expr, right: number(value) }
  return new Condition(expr, query.unit, query.labels, { op, value, amount: String(threshold) })
}

const compared = ['the query', 'the threshold'] as const

/** As Prometheus writes it: of `70m`, `1h10m`. */
const asPrinted = (window: Window): Window => printDuration(parseDuration(window)) as Window
