import { closeWindow, isOpen, shiftBy } from '../promql/rewrite.ts'
import type { BinaryOp, Expr } from '../promql/tree.ts'
import { Condition } from './condition.ts'
import { aWindow, thresholdOf } from './demands/amounts.ts'
import { due, type Fault, refuse } from './demands/demand.ts'
import { aLabelOf, sameLabels, sameUnit } from './demands/labels.ts'
import { labelled } from './demands/shown.ts'
import type { Info } from './metric.ts'
import { type Amount, magnitude, type Unit, type Window } from './units.ts'

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
    refuse(
      '.by()',
      split === undefined
        ? [
            {
              what: 'only an aggregation can be split, and once.',
              next: 'Write .by() right after sum(), max(), quantile() …',
            },
          ]
        : some('label', labels),
      labels.flatMap((label) => (split === undefined ? [] : aLabelOf(split.of).faults(label, 'the label of .by()'))),
    )
    return new Query(splitBy(this, labels), unit, labels, { exactAt })
  }

  /** Closes the window that the query left open. */
  over(this: Query<L, U, Open, S, T>, window: Window): Query<L, U, 'ready', S, T> {
    const closed = { what: 'the query has no window left to choose.', next: 'Leave .over() out.' }
    refuse('.over()', aWindow.faults(window, 'the window'), this.isOpen ? [] : [closed])
    return this.rewritten((expr) => closeWindow(expr, window))
  }

  /** The same query as it was `ago`: `offset` on every selector. */
  offset(ago: Window): Query<L, U, R, S, T> {
    refuse('.offset()', aWindow.faults(ago, 'how long ago'))
    return this.rewritten((expr) => shiftBy(expr, ago))
  }

  /** True where the value is greater. The threshold is an amount of the query's own unit. */
  above(this: Query<L, U, 'ready', S, T>, threshold: T): Condition<L, U> {
    return compare('.above()', this, '>', threshold)
  }

  /** True where the value is smaller. */
  below(this: Query<L, U, 'ready', S, T>, threshold: T): Condition<L, U> {
    return compare('.below()', this, '<', threshold)
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

  plus<R2 extends Readiness, S2 extends string, T2>(other: Query<L, U, R2, S2, T2>): Query<L, U, Join<R, R2>, S & S2> {
    return joined('.plus()', this, '+', other)
  }

  minus<R2 extends Readiness, S2 extends string, T2>(other: Query<L, U, R2, S2, T2>): Query<L, U, Join<R, R2>, S & S2> {
    return joined('.minus()', this, '-', other)
  }

  /** This query, and where it has no series, the other. */
  or<R2 extends Readiness, S2 extends string, T2>(other: Query<L, U, R2, S2, T2>): Query<L, U, Join<R, R2>, S & S2> {
    return joined('.or()', this, 'or', other)
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

function joined<
  L extends string,
  U extends Unit,
  R extends Readiness,
  R2 extends Readiness,
  S extends string,
  S2 extends string,
  T,
  T2,
>(
  word: string,
  one: Query<L, U, R, S, T>,
  op: BinaryOp,
  other: Query<L, U, R2, S2, T2>,
): Query<L, U, Join<R, R2>, S & S2> {
  refuse(word, fellow.faults(other, 'the other side'))
  refuse(word, sameUnit(one, other, sides), sameLabels(one, other, sides))
  return binary(one, op, other, one.unit)
}

const sides = ['one side', 'the other'] as const
const fellow = due('a query', (value) => value instanceof Query, 'Give it a query.')
const anInfo = due(
  'an info metric',
  (value) => typeof value === 'object' && value !== null && 'type' in value && value.type === 'info',
  'Give it an info metric.',
)

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

/** Joins two queries that carry the same labels; the result can be split wherever both can. */
export function binary<L extends string, V extends Unit, R extends Readiness, S extends string>(
  left: Splittable & { readonly labels: readonly L[] },
  op: BinaryOp,
  right: Splittable,
  unit: V,
  guard: (divisor: Expr) => Expr = (divisor) => divisor,
): Query<L, V, R, S> {
  const keep = (by: readonly string[]): Expr => {
    return { is: 'binary', op, left: splitBy(left, by), right: guard(splitBy(right, by)) }
  }
  const of = left.split?.of.filter((label) => right.split?.of.includes(label))
  return new Query(keep([]), unit, left.labels, left.split && right.split && of && { split: { of, keep } })
}

function compare<L extends string, U extends Unit, R extends Readiness, S extends string, T>(
  word: string,
  query: Query<L, U, R, S, T>,
  op: '>' | '<' | '==',
  threshold: T,
): Condition<L, U> {
  refuse(
    word,
    thresholdOf(query.unit, query.exactAt).faults(threshold, 'the threshold'),
    query.isOpen ? [{ what: 'the query has no window yet.', next: "Choose one before comparing: .over('5m')." }] : [],
  )
  const value = magnitude(threshold as string | number)
  const expr: Expr = { is: 'binary', op, left: query.expr, right: { is: 'number', value } }
  return new Condition(expr, query.unit, query.labels, { op, value, amount: String(threshold) })
}
