import { type Kept, nothingKept, once } from '../kept.ts'
import type { AnyAlert } from '../language/alert.ts'
import type { Model, RuleGroup } from '../model/model.ts'
import { type Problem, Refused } from '../problem.ts'
import { printDuration } from '../promql/duration.ts'
import type { Kind } from '../witness/draft.ts'
import { prove } from '../witness/prove.ts'
import { clockOf } from '../witness/time.ts'
import type { Moment, Witness } from '../witness/witness.ts'
import type { Artifact } from './artifact.ts'
import { alertRules } from './rules.ts'
import { toYaml, yamlOf } from './yaml.ts'

/** The rule tests of all groups, and what they show of each alert. */
export interface RuleTests {
  readonly artifacts: readonly Artifact[]
  readonly shown: readonly Shown[]
}

/** An alert as its rule tests show it. */
export interface Shown {
  readonly alert: string
  /** Of each of its witnesses. */
  readonly kinds: readonly (readonly Kind[])[]
  /** Its tests, as entries of a list of YAML. */
  readonly tests: string
}

/**
 * `tests/*.test.yml`: for every alert, when it fires and when it does not. What was `kept` of an alert is not worked out
 * again. Throws `Refused` with each alert that cannot be shown.
 */
export function ruleTests(model: Model, kept: Kept = nothingKept): RuleTests {
  const problems: Problem[] = []
  const groups = model.groups
    .filter(({ alerts }) => alerts.length > 0)
    .map((group) => ({
      group,
      shown: group.alerts.flatMap((alert) => attempt(() => [shown(model, group, alert, kept)], problems)),
    }))
  if (problems.length > 0) throw new Refused(problems)
  return {
    artifacts: groups.map(({ group, shown }) => artifact(model, group, shown)),
    shown: groups.flatMap(({ shown }) => shown),
  }
}

/** All that decides what an alert's tests are, and the tests. */
function shown(model: Model, group: RuleGroup, alert: AnyAlert, kept: Kept): Shown {
  const told = alertRules(model, alert)
  const { stack, jobs, metrics } = model
  return once(kept, { tests: alert, told, group: { ...group, alerts: [] }, stack, jobs, metrics }, () => {
    const witnesses = prove(model, group, alert, told)
    return {
      alert: alert.name,
      kinds: witnesses.map(({ kinds }) => kinds),
      tests: yamlOf({ tests: witnesses.map(test) }).replace('tests:\n', ''),
    }
  })
}

/** So that all alerts that cannot be shown are named at once. */
function attempt<T>(make: () => readonly T[], problems: Problem[]): readonly T[] {
  try {
    return make()
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    problems.push(...error.problems)
    return []
  }
}

function artifact({ stack }: Model, { name, file }: RuleGroup, shown: readonly Shown[]): Artifact {
  const head = { rule_files: [`../alerts/${name}.yml`], evaluation_interval: printDuration(clockOf(stack).interval) }
  return {
    path: `tests/${name}.test.yml`,
    text: `${toYaml(head, file)}tests:\n${shown.map(({ tests }) => tests).join('')}`,
  }
}

const test = (witness: Witness) => ({
  name: `${witness.alert} ${witness.title}`,
  interval: printDuration(witness.spacing),
  ...(witness.plans.length > 0 && {
    input_series: witness.plans.map(({ name, values }) => ({ series: name, values })),
  }),
  ...(witness.moments.length === 0
    ? { promql_expr_test: [never(witness)] }
    : { alert_rule_test: witness.moments.map((moment) => expected(witness, moment)) }),
})

/** At no evaluation, not only at the last one. */
const never = ({ alert, end }: Witness) => ({
  expr: `count_over_time(ALERTS{alertname="${alert}",alertstate="firing"}[${printDuration(end + 1000)}])`,
  eval_time: printDuration(end),
  exp_samples: [],
})

const expected = ({ alert }: Witness, { at, alerts }: Moment) => ({
  eval_time: printDuration(at),
  alertname: alert,
  exp_alerts: alerts.map(({ labels, annotations }) => ({ exp_labels: labels, exp_annotations: annotations })),
})
