import type { Expr, Matcher, openWindow, Selector } from '../promql/tree.ts'
import { edgeOf } from './demands/amounts.ts'
import { refuse } from './demands/demand.ts'
import { type Labels, toMatchers, type Values, type Where } from './labels.ts'
import { Query } from './query.ts'
import { type Amount, magnitude, type Unit } from './units.ts'
import type { Waivers } from './waive.ts'

export type MetricType = 'counter' | 'gauge' | 'histogram' | 'info' | 'timestamp'

/** A histogram's bucket edges, ascending, written in the metric's own unit. */
export type Buckets<U extends Unit = Unit> = readonly [Amount<U>, Amount<U>, ...Amount<U>[]]

/** What the catalog knows of a metric besides its name, labels and unit. */
export interface Facts {
  /** Exactly the help text of the exposition. */
  readonly help: string
  /** First version of the exporter that exposes it under this name and these labels. */
  readonly since?: string
  /** First version of the exporter that no longer does. */
  readonly until?: string
  /** The exporter's command-line flag without which it is not exposed. */
  readonly needs?: string
  /** Labels that only some versions of the exporter have; queries that run on all of them aggregate these away. */
  readonly labelVersions?: Readonly<Record<string, { readonly since?: string; readonly until?: string }>>
  readonly waive?: Waivers
  /** Why a healthy target may lack it; such a metric is read only with a fallback or in a panel that says so. */
  readonly optional?: string
  /** A label whose values share out one whole, such as the modes of a processor: the mean over them means nothing. */
  readonly partition?: string
  /** A label that is empty on series that are totals of the others, which a sum would count again. */
  readonly totals?: string
  /** Values of open labels whose series are there from the start, at 0; those of closed labels all are. */
  readonly initialised?: Readonly<Record<string, readonly string[]>>
  /** Of a gauge: the smallest value that it can have; without it, it may have any. */
  readonly least?: number
  /** The type that the exposition gives, where it is another than the meaning suggests: some exporters call everything a counter. */
  readonly exposedAs?: 'counter' | 'gauge' | 'untyped'
  /** Nobody said what it is: type, labels and buckets are guesses from names and use, and a series may have other labels. */
  readonly guessed?: true
  /** What the value 0 stands for, where it is no amount: `no limit`. */
  readonly zeroMeans?: string
  /**
   * What is told of a gauge that each process of a job has for itself: the largest, or of moments the earliest, where there is
   * none at 0. Without it amounts add up, and of moments the latest is told.
   */
  readonly ofProcesses?: 'largest' | 'earliest'
}

/** A metric as the compiler reads it, whatever its types. */
export interface AnyMetric {
  readonly type: MetricType
  readonly name: string
  readonly jobs: readonly string[]
  readonly declared: Labels
  readonly unit: Unit
  readonly facts: Facts
  /** What every selector on it says: its jobs, then what `where` added. */
  readonly matchers: readonly Matcher[]
  /** In base units, without `+Inf`; only a histogram has some. */
  readonly edges?: readonly number[]
}

/** The type of a metric in its exposition, where an info metric and a moment are gauges unless the catalog says otherwise. */
export const exposedType = ({
  type,
  facts,
}: Pick<AnyMetric, 'type' | 'facts'>): 'counter' | 'gauge' | 'histogram' | 'untyped' =>
  facts.exposedAs ?? (type === 'counter' || type === 'histogram' ? type : 'gauge')

interface Declaration<L extends Labels, U extends Unit> {
  readonly name: string
  readonly jobs: readonly string[]
  readonly declared: L
  readonly unit: U
  readonly facts: Facts
  readonly matchers: readonly Matcher[]
}

/** What every metric is, whatever its type. A gauge has the same, but is a query first. */
abstract class Declared<L extends Labels, U extends Unit> {
  readonly name: string
  readonly jobs: readonly string[]
  readonly declared: L
  readonly unit: U
  readonly facts: Facts
  readonly matchers: readonly Matcher[]

  constructor(of: Declaration<L, U>) {
    this.name = of.name
    this.jobs = of.jobs
    this.declared = of.declared
    this.unit = of.unit
    this.facts = of.facts
    this.matchers = of.matchers
  }
}

/** A metric that only grows. It is read through `rate` or `increase`, never as it stands. */
export class Counter<in out L extends Labels, in out U extends Unit> extends Declared<L, U> implements AnyMetric {
  readonly type = 'counter'
  declare readonly counts: (labels: L, unit: U) => [L, U]

  /** Only the series whose labels match. */
  where(match: Where<L>): Counter<L, U> {
    return new Counter({ ...this, matchers: narrowed(this, match) })
  }
}

/** A distribution. It is read through `quantile`, its `count`, its `sum`, its `bucket`, or what it counted up to an edge. */
export class Histogram<in out L extends Labels, in out U extends Unit, in out B extends Buckets>
  extends Declared<L, U>
  implements AnyMetric
{
  readonly type = 'histogram'
  readonly buckets: B
  readonly edges: readonly number[]
  declare readonly spreads: (labels: L, unit: U) => [L, U]

  constructor(of: Declaration<L, U>, buckets: B) {
    super(of)
    this.buckets = buckets
    this.edges = buckets.map((edge) => magnitude(edge as string | number))
  }

  /** Only the series whose labels match. */
  where(match: Where<L>): Histogram<L, U, B> {
    return new Histogram({ ...this, matchers: narrowed(this, match) }, this.buckets)
  }

  /** How many values were observed. */
  get count(): Counter<L, 'count'> {
    return this.counted('_count', this.matchers)
  }

  /** What the observed values add up to. */
  get sum(): Counter<L, U> {
    return new Counter({ ...this, name: `${this.name}_sum` })
  }

  /** How many observed values were at most each of the bucket edges, by `le`: what a quantile is computed from. */
  get bucket(): Counter<L & { readonly le: readonly [string, ...string[]] }, 'count'> {
    const { jobs, declared, facts, matchers } = this
    const le: readonly [string, ...string[]] = ['+Inf', ...this.edges.map(String)]
    return new Counter({
      name: `${this.name}_bucket`,
      jobs,
      declared: { ...declared, le },
      unit: 'count',
      facts,
      matchers,
    })
  }

  /** How many observed values were at most one of the bucket edges. */
  upTo(edge: B[number]): Counter<L, 'count'> {
    refuse(`${this.name}.upTo()`, edgeOf(this.buckets).faults(edge, 'the edge'))
    const matchers = [...this.matchers, leMatcher(magnitude(edge as string | number))]
    return this.counted('_bucket', matchers)
  }

  private counted(suffix: string, matchers: readonly Matcher[]): Counter<L, 'count'> {
    const { jobs, declared, facts } = this
    return new Counter<L, 'count'>({ name: this.name + suffix, jobs, declared, unit: 'count', facts, matchers })
  }
}

/** A value that goes up and down: readable as it stands, so it is a query. */
export class Gauge<in out L extends Labels, in out U extends Unit>
  extends Query<keyof L & string, U>
  implements AnyMetric
{
  readonly type = 'gauge'
  readonly name: string
  readonly jobs: readonly string[]
  readonly declared: L
  readonly facts: Facts
  readonly matchers: readonly Matcher[]

  constructor(of: Declaration<L, U>) {
    super(select(of), of.unit, keys(of.declared))
    this.name = of.name
    this.jobs = of.jobs
    this.declared = of.declared
    this.facts = of.facts
    this.matchers = of.matchers
  }

  /** Only the series whose labels match. */
  where(match: Where<L>): Gauge<L, U> {
    return new Gauge({ ...this, matchers: narrowed(this, match) })
  }
}

/** A metric that is always 1 and says something in its labels: for counting and for joins with `.with()`. */
export class Info<in out I extends string> extends Declared<Labels, 'count'> implements AnyMetric {
  readonly type = 'info'
  readonly expr: Expr
  readonly labels: readonly I[]
  declare readonly tells: (label: I) => I

  constructor(of: Declaration<Labels, 'count'>, labels: readonly I[]) {
    super(of)
    this.expr = select(of)
    this.labels = labels
  }
}

/** A moment, in Unix seconds: read through `age` or `changes`, never compared as it stands. */
export class Timestamp<in out L extends string> extends Declared<Labels, 'seconds'> implements AnyMetric {
  readonly type = 'timestamp'
  readonly labels: readonly L[]
  declare readonly dates: (label: L) => L

  constructor(of: Declaration<Labels, 'seconds'>, labels: readonly L[]) {
    super(of)
    this.labels = labels
  }

  /** Only the series whose labels match. */
  where(match: Where<Readonly<Record<L, Values>>>): Timestamp<L> {
    return new Timestamp({ ...this, matchers: narrowed(this, match as Where<Labels>) }, this.labels)
  }
}

/** A selector on a metric; with `window`, a range selector. */
export function select(
  of: { readonly name: string; readonly matchers: readonly Matcher[] },
  window?: typeof openWindow,
  suffix = '',
): Selector {
  const selector: Selector = { is: 'selector', metric: of.name + suffix, matchers: of.matchers }
  return window === undefined ? selector : { ...selector, range: window }
}

export const keys = <L extends Labels>(labels: L): readonly (keyof L & string)[] =>
  Object.keys(labels) as (keyof L & string)[]

/** A narrower choice of a label takes the place of the wider one: `job="x"` that of the job matcher all metrics have. */
function narrowed<L extends Labels>(
  of: { readonly name: string; readonly declared: L; readonly matchers: readonly Matcher[] },
  match: Where<L>,
): readonly Matcher[] {
  const added = toMatchers(of, match as Parameters<typeof toMatchers>[1])
  const replaced = new Set(added.filter(({ op }) => op === '=').map(({ label }) => label))
  return [...of.matchers.filter(({ label }) => !replaced.has(label)), ...added]
}

/** Python exposes `le="600.0"`, Go `le="600"`, and Prometheus 2 compares the text: both spellings of a whole edge match. */
function leMatcher(edge: number): Matcher {
  return Number.isInteger(edge)
    ? { label: 'le', op: '=~', value: `${edge}(\\.0)?` }
    : { label: 'le', op: '=', value: String(edge) }
}
