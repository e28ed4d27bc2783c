import type { Model, RuleGroup } from '../model/model.ts'
import { type Problem, Refused } from '../problem.ts'
import { printDuration } from '../promql/duration.ts'
import { prove } from '../witness/prove.ts'
import type { Moment, Witness } from '../witness/witness.ts'
import type { Artifact } from './artifact.ts'
import { alertRules } from './rules.ts'
import { toYaml } from './yaml.ts'

/** The rule tests of all groups, and the witnesses in them. */
export interface RuleTests {
  readonly artifacts: readonly Artifact[]
  readonly witnesses: readonly Witness[]
}

/** `tests/*.test.yml`: for every alert, when it fires and when it does not. Throws `Refused` with each that cannot be shown. */
export function ruleTests(model: Model): RuleTests {
  const problems: Problem[] = []
  const groups = model.groups
    .filter(({ alerts }) => alerts.length > 0)
    .map((group) => ({
      group,
      witnesses: group.alerts.flatMap((alert) =>
        attempt(() => prove(model, group, alert, alertRules(model, alert)), problems),
      ),
    }))
  if (problems.length > 0) throw new Refused(problems)
  return {
    artifacts: groups.map(({ group, witnesses }) => artifact(group, witnesses)),
    witnesses: groups.flatMap(({ witnesses }) => witnesses),
  }
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

const artifact = ({ name, file }: RuleGroup, witnesses: readonly Witness[]): Artifact => ({
  path: `tests/${name}.test.yml`,
  text: toYaml(
    {
      rule_files: [`../alerts/${name}.yml`],
      evaluation_interval: printDuration(witnesses[0]?.interval ?? 60_000),
      tests: witnesses.map(test),
    },
    file,
  ),
})

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
