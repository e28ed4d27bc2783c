import { walk } from '../promql/walk.ts'
import type { Claim, Draft, Kind, Subject } from './draft.ts'
import type { Plan } from './plan.ts'
import { type Evaluation, type Firing, type Rule, Simulation } from './simulate.ts'
import { expand } from './template.ts'
import { clockOf } from './time.ts'

/** An alert as it is seen: the labels of its series and of its rule, without `alertname`. */
export type Seen = Pick<Rule, 'labels' | 'annotations'>

/** What fires after the evaluation `at` milliseconds. */
export interface Moment {
  readonly at: number
  readonly alerts: readonly Seen[]
}

/** A draft that does what it claims. */
export interface Witness {
  readonly alert: string
  readonly kinds: readonly Kind[]
  readonly title: string
  readonly plans: readonly Plan[]
  /** Milliseconds between two samples, and between two evaluations. */
  readonly spacing: number
  readonly interval: number
  /** The last evaluation, in milliseconds. */
  readonly end: number
  /** Each change, with the evaluation before it, and the end; none where it never fires. */
  readonly moments: readonly Moment[]
}

/**
 * Plays drafts of one alert through: a function that answers a draft's witness, or `undefined` where it does not do what
 * it claims, in Prometheus 2 or in 3.
 */
export function player({ alert, ground: { clock, stack } }: Subject, rules: readonly Rule[]) {
  const isUsual = clock.spacing === clockOf(stack).spacing
  const simulations = semantics(rules, isUsual).map((windows) => new Simulation(rules, clock, windows))
  return ({ kinds, title, claim, only = {}, plans, length }: Draft): Witness | undefined => {
    const end = Math.floor((length * clock.spacing) / clock.interval) * clock.interval
    const runs = simulations.map((simulation) => simulation.run(plans, end))
    const isSeen = (run: readonly Evaluation[]) =>
      claims[claim](run) && onlyThose(run, only) && (kinds.includes('scenario') || isSteady(run))
    if (!runs.every(isSeen)) return undefined
    const { spacing, interval } = clock
    return { alert: alert.name, kinds, title, plans, spacing, interval, end, moments: momentsOf(runs) }
  }
}

/**
 * No sample is on a window's edge. But a subquery's steps are, and they count in Prometheus 2 and not in 3; and where samples
 * are far between, the two extrapolate differently.
 */
const semantics = (rules: readonly Rule[], isUsual: boolean) =>
  !isUsual || rules.some(({ expr }) => [...walk(expr)].some(({ is }) => is === 'subquery'))
    ? (['left-open', 'closed'] as const)
    : (['left-open'] as const)

const fires = ({ firing }: Evaluation): boolean => firing.length > 0

const claims: Readonly<Record<Claim, (evaluations: readonly Evaluation[]) => boolean>> = {
  fires: (evaluations) => evaluations.some(fires),
  silent: (evaluations) => !evaluations.some(fires),
  always: (evaluations) => evaluations.every(fires),
  resolves: (evaluations) => evaluations.some(fires) && evaluations.slice(-1).every((last) => !fires(last)),
}

/** What comes and goes stands on its threshold: a rounding more or less, and nothing is shown. */
const isSteady = (evaluations: readonly Evaluation[]): boolean =>
  evaluations.filter((each, at) => at > 0 && !fires(each) && fires(evaluations[at - 1] ?? each)).length <= 1

const onlyThose = (evaluations: readonly Evaluation[], only: Readonly<Record<string, string>>): boolean =>
  evaluations.every(({ firing }) =>
    firing.every(({ sample }) => Object.entries(only).every(([label, value]) => sample.labels[label] === value)),
  )

/** The evaluations at which other alerts fire than before, each with the one before it; and the last, if something fires. */
function momentsOf([run = [], ...others]: readonly (readonly Evaluation[])[]): readonly Moment[] {
  const agreed = run.filter((each, at) => others.every((other) => sameMoment(each, other[at])))
  const keys = agreed.map(({ firing }) => JSON.stringify(firing.map(({ sample }) => sample.labels)))
  const isChange = (at: number) => at > 0 && at < keys.length && keys[at] !== keys[at - 1]
  const isEnd = (at: number) => at === 0 || at === keys.length - 1
  return agreed
    .filter((each, at) => isChange(at) || isChange(at + 1) || (isEnd(at) && fires(each)))
    .map(({ at, firing }) => ({ at, alerts: firing.map(seen) }))
}

const sameMoment = (a: Evaluation, b: Evaluation | undefined): boolean =>
  b !== undefined && JSON.stringify(a.firing.map(seen)) === JSON.stringify(b.firing.map(seen))

function seen({ rule, sample }: Firing): Seen {
  const { __name__: _, ...labels } = sample.labels
  const annotations = Object.fromEntries(
    Object.entries(rule.annotations).map(([name, text]): [string, string] => [
      name,
      expand(text, labels, sample.value),
    ]),
  )
  return { labels: { ...labels, ...rule.labels }, annotations }
}
