import type { Expr, Matcher } from '../promql/tree.ts'
import { refuse } from './demands/demand.ts'
import { aReadyQuery } from './demands/kinds.ts'
import { recordingName } from './demands/names.ts'
import { shown } from './demands/shown.ts'
import type { RecordingName } from './names.ts'
import { type AnyQuery, Query } from './query.ts'
import type { Amount, Unit } from './units.ts'

/** A recording rule as the compiler reads it, whatever its types. */
export interface AnyRecording extends AnyQuery {
  readonly type: 'recording'
  readonly name: string
  /** What the rule computes. */
  readonly computed: Expr
  /** Labels that the rule puts on its series. */
  readonly marks: Readonly<Record<string, string>>
}

interface Computed<L extends string, U extends Unit> {
  readonly unit: U
  readonly labels: readonly L[]
  readonly exactAt?: readonly unknown[] | undefined
}

/** A query that Prometheus evaluates ahead of time and stores under a name; read like any other query. */
export class Recording<
  in out L extends string = string,
  in out U extends Unit = Unit,
  in out T = Amount<U>,
> extends Query<L, U, 'ready', never, T> {
  readonly type = 'recording'
  readonly name: string
  /** What the rule computes. */
  readonly computed: Expr
  /** Labels that the rule puts on its series; rules that share a name differ in them. */
  readonly marks: Readonly<Record<string, string>>

  constructor(
    name: string,
    computed: Expr,
    { unit, labels, exactAt }: Computed<L, U>,
    marks: Readonly<Record<string, string>> = {},
  ) {
    const matchers = Object.entries(marks).map(([label, value]): Matcher => ({ label, op: '=', value }))
    super({ is: 'selector', metric: name, matchers }, unit, labels, { exactAt })
    this.name = name
    this.computed = computed
    this.marks = marks
  }
}

/** Declares a recording rule; list it in a group, or the build refuses whoever reads it. */
export function record<const N extends string, L extends string, U extends Unit, S extends string, T>(
  name: RecordingName<N>,
  query: Query<L, U, 'ready', S, T>,
): Recording<L, U, T> {
  refuse(
    `record(${shown(name)})`,
    recordingName.faults(name, 'its name'),
    aReadyQuery.faults(query, 'what it computes'),
  )
  return new Recording<L, U, T>(name, query.expr, query)
}
