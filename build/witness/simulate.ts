import { Refused } from '../findings/problem.ts'
import { evaluator } from '../promql/evaluate/evaluate.ts'
import type { EvaluationOptions, LabelSet, Sample } from '../promql/evaluate/series.ts'
import { printLine } from '../promql/print.ts'
import { selectors } from '../promql/rewrite.ts'
import type { Expr, Selector } from '../promql/tree.ts'
import { type Plan, seriesOf } from './plan.ts'
import type { Clock } from './time.ts'
import { reads } from './world.ts'

/** An alerting rule as Prometheus runs it; durations in milliseconds. */
export interface Rule {
  readonly expr: Expr
  readonly for: number
  readonly keepFiringFor: number
  /** How far back its group looks. */
  readonly offset?: number
  /** The most series that it may have. */
  readonly limit?: number
  readonly labels: LabelSet
  readonly annotations: Readonly<Record<string, string>>
}

/** A series for which a rule fires: the value and the labels are those of its last true evaluation. */
export interface Firing {
  readonly rule: Rule
  readonly sample: Sample
}

/** Which alerts fire after one evaluation, `at` milliseconds. */
export interface Evaluation {
  readonly at: number
  readonly firing: readonly Firing[]
}

/** A series for which a rule's condition holds, or held when it fired. */
export interface Active {
  readonly sample: Sample
  /** Since when the condition holds. */
  readonly since: number
  readonly fires: boolean
  /** Since when it fires although its condition is over. */
  readonly keptSince: number | undefined
}

/** Runs rules as a server does, one evaluation after the other. */
export class Simulation {
  readonly #clock: Clock
  readonly #windows: EvaluationOptions['windows']
  readonly #rules: readonly { readonly rule: Rule; readonly reads: readonly Selector[] }[]
  /** Of an alert with many rules, most read the same healthy series in every test. */
  readonly #known = new Map<string, readonly (readonly Firing[])[]>()

  constructor(rules: readonly Rule[], clock: Clock, windows: EvaluationOptions['windows']) {
    this.#clock = clock
    this.#windows = windows
    this.#rules = rules.map((rule) => ({ rule, reads: selectors(rule.expr) }))
  }

  /** Every evaluation from 0 until `end`. */
  run(plans: readonly Plan[], end: number): readonly Evaluation[] {
    const firing = this.#rules.map(({ rule, reads: read }, at) => {
      const relevant = plans.filter(({ labels }) => read.some((selector) => reads(selector, labels)))
      const key = [at, end, ...relevant.map(({ name, values }) => `${name} ${values}`)].join('\n')
      const known = this.#known.get(key) ?? this.#runOne(rule, relevant, end)
      this.#known.set(key, known)
      return known
    })
    const { interval } = this.#clock
    const count = Math.floor(end / interval) + 1
    return Array.from({ length: count }, (_, at) => ({
      at: at * interval,
      firing: firing.flatMap((each) => each[at] ?? []),
    }))
  }

  #runOne(rule: Rule, relevant: readonly Plan[], end: number): readonly (readonly Firing[])[] {
    const { spacing, interval } = this.#clock
    const series = relevant.map((plan) => seriesOf(plan, spacing))
    const answer = evaluator(rule.expr, series, { windows: this.#windows, interval })
    const firing: (readonly Firing[])[] = []
    let state: ReadonlyMap<string, Active> = new Map()
    for (let at = 0; at <= end; at += interval) {
      state = step(rule, state, within(rule, toldApart(rule, answer(at - (rule.offset ?? 0)))), at)
      firing.push([...state.values()].filter(({ fires }) => fires).map(({ sample }) => ({ rule, sample })))
    }
    return firing
  }
}

/** The series, which a rule's own labels must leave different; throws `Refused` as Prometheus does. */
function toldApart({ expr, labels: own }: Rule, samples: readonly Sample[]): readonly Sample[] {
  if (samples.length < 2) return samples
  if (new Set(samples.map(({ labels }) => keyOf({ ...labels, ...own }))).size === samples.length) return samples
  const what = `Two series of the alert have the same labels, once its own ${Object.keys(own).join(' and ')} are put on.`
  throw new Refused({ where: printLine(expr), what, next: 'Aggregate them, or keep another label.' })
}

/** A rule with more series than its group allows fails; throws `Refused` as Prometheus does. */
function within({ expr, limit }: Rule, samples: readonly Sample[]): readonly Sample[] {
  if (limit === undefined || samples.length <= limit) return samples
  const what = `Its group allows ${limit} series of a rule, and this would have ${samples.length}.`
  throw new Refused({ where: printLine(expr), what, next: 'Aggregate them, or allow more.' })
}

/** What becomes of a rule's series with one evaluation, `at` milliseconds. */
export function step(
  rule: Pick<Rule, 'for' | 'keepFiringFor'>,
  before: ReadonlyMap<string, Active>,
  samples: readonly Sample[],
  at: number,
): ReadonlyMap<string, Active> {
  const after = new Map<string, Active>()
  for (const sample of samples) {
    const key = keyOf(sample.labels)
    const known = before.get(key)
    const since = known?.since ?? at
    after.set(key, { sample, since, fires: known?.fires === true || at - since >= rule.for, keptSince: undefined })
  }
  for (const [key, active] of before) {
    if (after.has(key) || !active.fires) continue
    const keptSince = active.keptSince ?? at
    if (at - keptSince < rule.keepFiringFor) after.set(key, { ...active, keptSince })
  }
  return after
}

/** One text for one set of labels; an alert has no metric name. */
export const keyOf = (labels: LabelSet): string =>
  JSON.stringify(
    Object.entries(labels)
      .filter(([label]) => label !== '__name__')
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  )
