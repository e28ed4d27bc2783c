import type { LabelSet } from '../promql/evaluate/series.ts'
import { walk } from '../promql/walk.ts'
import type { Claim, Draft, Kind, Subject } from './draft.ts'
import { nudged } from './nudge.ts'
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
  /** Whether Prometheus 2 and 3 say it in other words, since the value is another: then only the labels are known. */
  readonly isReworded?: true
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
  /** Whether it is no matter of rounding: it does the same with thresholds that differ by next to nothing. */
  readonly isFirm: boolean
}

/**
 * Plays drafts of one alert through: a function that answers a draft's witness, or `undefined` where it does not do what
 * it claims, in Prometheus 2 or in 3.
 */
export function player({ alert, arms, ground: { clock, stack } }: Subject, rules: readonly Rule[]) {
  // What is asked at some hours comes and goes with them.
  const isOfHours = arms.some(({ ways }) => ways.some(({ hours }) => hours !== undefined))
  const isUsual = clock.spacing === clockOf(stack).spacing
  const windows = semantics(rules, isUsual)
  const simulating = (all: readonly Rule[]) => windows.map((each) => new Simulation(all, clock, each))
  const simulations = simulating(rules)
  const around = rules.map(({ expr }) => nudged(expr))
  const others = [0, 1]
    .filter((at) => around.some((exprs) => exprs[at] !== undefined))
    .flatMap((at) => simulating(rules.map((rule, index) => ({ ...rule, expr: around[index]?.[at] ?? rule.expr }))))
  return ({ kinds, title, claim, only = {}, plans, length }: Draft): Witness | undefined => {
    const end = Math.floor((length * clock.spacing) / clock.interval) * clock.interval
    const isSeen = (run: readonly Evaluation[]) =>
      claims[claim](run) && onlyThose(run, only) && (kinds.includes('scenario') || isOfHours || isSteady(run))
    const runs: (readonly Evaluation[])[] = []
    for (const simulation of simulations) {
      const run = simulation.run(plans, end)
      if (!isSeen(run)) return undefined
      runs.push(run)
    }
    const { spacing, interval } = clock
    const agreed = momentsOf(runs, sameMoment)
    const moments = agreed.some(hasAlerts) ? agreed : momentsOf(runs, sameLabels)
    // Where Prometheus 2 and 3 see it fire at different times, no moment is left to tell of.
    if (claim !== 'silent' && !moments.some(hasAlerts)) return undefined
    const isFirm = others.every((simulation) => isSeen(simulation.run(plans, end)))
    return { alert: alert.name, kinds, title, plans, spacing, interval, end, moments, isFirm }
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
function momentsOf(
  [run = [], ...others]: readonly (readonly Evaluation[])[],
  isSame: typeof sameMoment,
): readonly Moment[] {
  const agreed = run.filter((each, at) => others.every((other) => isSame(each, other[at])))
  const keys = agreed.map(({ firing }) => JSON.stringify(firing.map(({ sample }) => sample.labels)))
  const isChange = (at: number) => at > 0 && at < keys.length && keys[at] !== keys[at - 1]
  const isEnd = (at: number) => at === 0 || at === keys.length - 1
  return agreed
    .filter((each, at) => isChange(at) || isChange(at + 1) || (isEnd(at) && fires(each)))
    .map(({ at, firing }) => ({ at, alerts: firing.map(seen), ...(isSame === sameMoment ? {} : { isReworded: true }) }))
}

const hasAlerts = ({ alerts }: Moment): boolean => alerts.length > 0

const sameMoment = (a: Evaluation, b: Evaluation | undefined): boolean =>
  b !== undefined && JSON.stringify(a.firing.map(seen)) === JSON.stringify(b.firing.map(seen))

const sameLabels = (a: Evaluation, b: Evaluation | undefined): boolean =>
  b !== undefined && JSON.stringify(a.firing.map(labelsOf)) === JSON.stringify(b.firing.map(labelsOf))

const labelsOf = (firing: Firing): LabelSet => seen(firing).labels

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
