import { toYaml, yamlOf } from '../documents/yaml-text.ts'
import { type Problem, Refused } from '../findings/problem.ts'
import { type Kept, nothingKept, once } from '../kept.ts'
import type { AnyAlert } from '../language/alert.ts'
import type { Catalog } from '../model/catalog.ts'
import type { Model, RuleGroup } from '../model/model.ts'
import type { Artifact } from '../output/artifact.ts'
import { printDuration } from '../promql/duration.ts'
import type { Kind } from '../witness/draft.ts'
import { seriesText } from '../witness/plan.ts'
import { prove } from '../witness/prove.ts'
import { computed } from '../witness/recorded.ts'
import { clockOf } from '../witness/time.ts'
import type { Moment, Witness } from '../witness/witness.ts'
import { alertRules } from './rules.ts'

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
  /** Milliseconds between two evaluations of its tests. */
  readonly interval: number
  /** Its tests, as entries of a list of YAML; of an unproven alert there may be none. */
  readonly tests: string
  /** Why nobody needs to see what it does. */
  readonly unproven?: string
}

/**
 * `tests/*.test.yml`: for every alert, when it fires and when it does not. What was `kept` of an alert is not worked out
 * again. Throws `Refused` with each alert that nothing shows and nothing excuses.
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
    artifacts: groups.flatMap(({ group, shown }) => artifactsOf(model, group, shown)),
    shown: groups.flatMap(({ shown }) => shown),
  }
}

/** The tests of an alert, and what they show; all that decides what they are is named. */
function shown(model: Model, group: RuleGroup, alert: AnyAlert, kept: Kept): Shown {
  const told = alertRules(model, alert)
  const { scrape, evaluationInterval, targets } = model.stack
  const settings = { scrape, evaluationInterval, targets }
  const reads = readBy(alert, group, model.catalog)
  return once(kept, { tests: alert, told, group: { ...group, alerts: [] }, settings, reads }, () => {
    const witnesses = prove(model, group, alert, told)
    return {
      alert: alert.name,
      kinds: witnesses.map(({ kinds }) => kinds),
      interval: witnesses[0]?.interval ?? clockOf(model.stack).interval,
      tests: witnesses.length === 0 ? '' : yamlOf({ tests: witnesses.map(test) }).replace('tests:\n', ''),
      ...(alert.unproven === undefined ? {} : { unproven: alert.unproven }),
    }
  })
}

/** What stands behind the names that an alert reads, by itself or through what its group records under one name. */
const readBy = ({ arms }: AnyAlert, { recordings }: RuleGroup, catalog: Catalog): readonly unknown[] =>
  arms.flatMap(({ when }) => [...catalog.behind(when.expr), ...catalog.behind(computed(when.expr, recordings))])

/** So that all alerts that are refused are named at once. */
function attempt<T>(make: () => readonly T[], problems: Problem[]): readonly T[] {
  try {
    return make()
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    problems.push(...error.problems)
    return []
  }
}

/** promtool evaluates all rules of a file equally often: alerts that look back for days have files of their own. */
function artifactsOf({ stack }: Model, { name, file }: RuleGroup, shown: readonly Shown[]): readonly Artifact[] {
  const usual = clockOf(stack).interval
  const intervals = [...new Set(shown.filter(({ tests }) => tests !== '').map(({ interval }) => interval))]
  return intervals
    .sort((a, b) => a - b)
    .map((interval) => {
      const every = printDuration(interval)
      const head = { rule_files: [`../alerts/${name}.yml`], evaluation_interval: every }
      const tests = shown.filter((each) => each.interval === interval).map((each) => each.tests)
      return {
        path: `tests/${name}${interval === usual ? '' : `-every-${every}`}.test.yml`,
        text: `${toYaml(head, file)}tests:\n${tests.join('')}`,
      }
    })
}

const test = (witness: Witness) => ({
  name: `${witness.alert} ${witness.title}`,
  interval: printDuration(witness.spacing),
  ...(witness.plans.length > 0 && {
    input_series: witness.plans.map(({ name, values }) => ({ series: name, values })),
  }),
  ...(witness.moments.length === 0
    ? { promql_expr_test: [never(witness)] }
    : witness.moments.some(({ isReworded }) => isReworded)
      ? { promql_expr_test: witness.moments.map((moment) => firing(witness, moment)) }
      : { alert_rule_test: witness.moments.map((moment) => expected(witness, moment)) }),
})

/** Which alerts fire, whatever they say. */
const firing = ({ alert }: Witness, { at, alerts }: Moment) => ({
  expr: `ALERTS{alertname="${alert}",alertstate="firing"}`,
  eval_time: printDuration(at),
  exp_samples: alerts.map(({ labels }) => ({
    labels: seriesText({ __name__: 'ALERTS', alertname: alert, alertstate: 'firing', ...labels }),
    value: 1,
  })),
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
