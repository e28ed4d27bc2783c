import { Refused } from '../problem.ts'
import { closeWindow, shiftBy } from '../promql/rewrite.ts'
import type { BinaryOp, Expr } from '../promql/tree.ts'
import { Condition } from './condition.ts'
import type { Info } from './metric.ts'
import { type Amount, magnitude, type Unit, type Window } from './units.ts'

/** Whether the range windows inside a query are chosen. The words are what TypeScript prints. */
export type Open = 'not ready: choose a window with .over()'
export type Readiness = 'ready' | Open

/** Two queries joined are ready when both are. */
export type Join<A extends Readiness, B extends Readiness> = [A | B] extends ['ready'] ? 'ready' : Open

/** The labels that `.by()` takes; the sentence is the compiler's error. */
export type Splits<S extends string> = [S] extends [never] ? 'nothing: only an aggregation can be split, and once' : S

/** How to write the query once some of the labels it swallowed are kept. */
export type Split = (by: readonly string[]) => Expr

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
  // Phantoms: they carry type parameters that no field mentions, and hold nothing at run time.
  declare readonly carries: (label: L) => L
  declare readonly measures: (unit: U) => U
  declare readonly readiness: R
  declare readonly splittable: (by: S) => S
  declare readonly thresholds: (threshold: T) => T

  constructor(expr: Expr, unit: U, labels: readonly L[], split?: Split) {
    this.expr = expr
    this.unit = unit
    this.labels = labels
    this.split = split
  }

  /** The same query with one series per combination of these labels. */
  by<const K extends Splits<S>>(...labels: readonly [K, ...K[]]): Query<K, U, R, never, T> {
    return new Query(splitBy(this, labels), this.unit, labels)
  }

  /** Closes the window that the query left open. */
  over(this: Query<L, U, Open, S, T>, window: Window): Query<L, U, 'ready', S, T> {
    return this.rewritten((expr) => closeWindow(expr, window))
  }

  /** The same query as it was `ago`: `offset` on every selector. */
  offset(ago: Window): Query<L, U, R, S, T> {
    return this.rewritten((expr) => shiftBy(expr, ago))
  }

  /** True where the value is greater. The threshold is an amount of the query's own unit. */
  above(this: Query<L, U, 'ready', S, T>, threshold: T): Condition<L, U> {
    return compare(this, '>', threshold)
  }

  /** True where the value is smaller. */
  below(this: Query<L, U, 'ready', S, T>, threshold: T): Condition<L, U> {
    return compare(this, '<', threshold)
  }

  /** True where a yes-or-no metric has this value. */
  is(this: Query<L, 'state', 'ready', S, T>, state: T): Condition<L, 'state'> {
    return compare(this, '==', state)
  }

  plus<R2 extends Readiness, S2 extends string, T2>(other: Query<L, U, R2, S2, T2>): Query<L, U, Join<R, R2>, S & S2> {
    return binary(this, '+', other, this.unit)
  }

  minus<R2 extends Readiness, S2 extends string, T2>(other: Query<L, U, R2, S2, T2>): Query<L, U, Join<R, R2>, S & S2> {
    return binary(this, '-', other, this.unit)
  }

  /** This query, and where it has no series, the other. */
  or<R2 extends Readiness, S2 extends string, T2>(other: Query<L, U, R2, S2, T2>): Query<L, U, Join<R, R2>, S & S2> {
    return binary(this, 'or', other, this.unit)
  }

  /** Only the series whose value is greater than zero: a limit of 0 often means that there is none. */
  positive(): Query<L, U, R, never, T> {
    const zero: Expr = { is: 'number', value: 0 }
    return new Query({ is: 'binary', op: '>', left: this.expr, right: zero }, this.unit, this.labels)
  }

  /** For panels: 0 where there is no series. Only a query without labels can say which series is missing. */
  orZero(this: Query<never, U, R, S, T>): Query<never, U, R, never, T> {
    const zero: Expr = { is: 'call', fn: 'vector', args: [{ is: 'number', value: 0 }] }
    return new Query<never, U, R, never, T>({ is: 'binary', op: 'or', left: this.expr, right: zero }, this.unit, [])
  }

  /** Adds labels of an info metric, joined on the labels that both carry. Throws `Refused` when they share none. */
  with<I extends string, K extends I>(info: Info<I>, ...added: readonly [K, ...K[]]): Query<L | K, U, R, never, T> {
    const shared = this.labels.filter((label) => (info.labels as readonly string[]).includes(label))
    if (shared.length === 0) {
      throw new Refused({
        where: `queries › a join with ${info.name}`,
        what: `The query carries ${list(this.labels)}, ${info.name} carries ${list(info.labels)}: they share no label.`,
        next: 'Keep a shared label in the query with .by().',
      })
    }
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
    )
  }

  protected rewritten<R2 extends Readiness>(change: (expr: Expr) => Expr): Query<L, U, R2, S, T> {
    const { split } = this
    return new Query(change(this.expr), this.unit, this.labels, split && ((by) => change(split(by))))
  }
}

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
  split === undefined || labels.length === 0 ? expr : split(labels)

/** Joins two queries that carry the same labels; the result can be split wherever both can. */
export function binary<L extends string, V extends Unit, R extends Readiness, S extends string>(
  left: Splittable & { readonly labels: readonly L[] },
  op: BinaryOp,
  right: Splittable,
  unit: V,
  guard: (divisor: Expr) => Expr = (divisor) => divisor,
): Query<L, V, R, S> {
  const joined: Split = (by) => ({ is: 'binary', op, left: splitBy(left, by), right: guard(splitBy(right, by)) })
  return new Query(joined([]), unit, left.labels, left.split && right.split && joined)
}

function compare<L extends string, U extends Unit>(
  query: { readonly expr: Expr; readonly unit: U; readonly labels: readonly L[] },
  op: '>' | '<' | '==',
  threshold: unknown,
): Condition<L, U> {
  const value = magnitude(threshold as string | number)
  const expr: Expr = { is: 'binary', op, left: query.expr, right: { is: 'number', value } }
  return new Condition(expr, query.unit, query.labels, { op, value, amount: String(threshold) })
}

const list = (labels: readonly string[]): string => (labels.length === 0 ? 'no labels' : labels.join(', '))
