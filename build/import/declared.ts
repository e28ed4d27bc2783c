import type { AnyMetric } from '../language/metric.ts'
import type { Defined } from '../model/load.ts'
import { isSameMatcher } from '../promql/same-matcher.ts'
import type { Matcher } from '../promql/tree.ts'

/** A metric that a project declares, as one of its series is named. */
export interface Declared {
  /** The file and the name of the constant, with `.count` or `.sum` behind it where that is meant. */
  readonly file: string
  readonly name: string
  readonly metric: AnyMetric
}

/** What a project declares, by the series that are asked for. */
export class DeclaredMetrics {
  readonly #known = new Map<string, Declared[]>()
  readonly #metrics: readonly Defined<AnyMetric>[]

  constructor(metrics: readonly Defined<AnyMetric>[]) {
    this.#metrics = metrics
    for (const { file, name, value } of metrics)
      for (const [series, part, metric] of seriesOf(value))
        this.#known.set(series, [...(this.#known.get(series) ?? []), { file, name: name + part, metric }])
  }

  /** Those of a file, by their names: guesses, of which a later import may know more. */
  guessedIn(wanted: string): ReadonlyMap<string, AnyMetric> {
    const found = this.#metrics.filter(({ file, value }) => file === wanted && value.facts.guessed)
    return new Map(found.map(({ name, value }) => [name, value]))
  }

  /** The same with other metrics in the place of some of a file. */
  with(changed: string, metrics: ReadonlyMap<string, AnyMetric>): DeclaredMetrics {
    return new DeclaredMetrics(
      this.#metrics.map((each) => ({
        ...each,
        value: (each.file === changed ? metrics.get(each.name) : undefined) ?? each.value,
      })),
    )
  }

  /** The one that asks a part of these matchers by itself, of several the most; `undefined` where each asks for another job. */
  find(series: string, matchers: readonly Matcher[]): Declared | undefined {
    const [found] = (this.#known.get(series) ?? [])
      .filter(({ metric }) => metric.matchers.every((own) => matchers.some((each) => isSameMatcher(own, each))))
      .sort((a, b) => b.metric.matchers.length - a.metric.matchers.length)
    return found
  }
}

/** The series of a metric, by what their handle is called behind its name. */
function seriesOf(metric: AnyMetric): readonly (readonly [series: string, part: string, AnyMetric])[] {
  if (metric.type !== 'histogram') return [[metric.name, '', metric]]
  const { count, sum } = metric as AnyMetric & { readonly count: AnyMetric; readonly sum: AnyMetric }
  return [
    [`${metric.name}_bucket`, '', metric],
    [`${metric.name}_count`, '.count', count],
    [`${metric.name}_sum`, '.sum', sum],
  ]
}
