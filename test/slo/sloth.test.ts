import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { stringify, parse as yaml } from 'yaml'
import { group } from '../../build/language/alert.ts'
import { Recording } from '../../build/language/record.ts'
import { latencySlo, type Slo, slo } from '../../build/language/slo.ts'
import { resolve } from '../../build/model/model.ts'
import { printDuration } from '../../build/promql/duration.ts'
import { evaluator } from '../../build/promql/evaluate/evaluate.ts'
import { parse } from '../../build/promql/parse.ts'
import type { Expr } from '../../build/promql/tree.ts'
import { ruleFiles } from '../../build/targets/rules.ts'
import { type Plan, planOf, seriesOf } from '../../build/witness/plan.ts'
import { computed } from '../../build/witness/recorded.ts'
import * as http from '../../queries/http.ts'
import { model } from '../checks/model.ts'
import { temporaryFolder } from '../output/folder.ts'
import { testWith } from '../support/tools.ts'
import { counted, minutesOf, type Situation, situations } from './situations.ts'

// Sloth's rules were recorded once: rules.yml says with which version, and under which licence.
const recorded = readFileSync(new URL('./sloth/rules.yml', import.meta.url), 'utf8')

interface SlothRule {
  readonly record?: string
  readonly alert?: string
  readonly expr: string
  readonly labels: Readonly<Record<string, string>>
}
const theirs = yaml(recorded) as {
  readonly groups: readonly { readonly name: string; readonly rules: readonly SlothRule[] }[]
}
const theirRules = theirs.groups.flatMap(({ rules }) => rules)
const theirRecordings = theirRules.flatMap(({ record, expr, labels }) =>
  record === undefined ? [] : [new Recording(record, parse(expr), { unit: 'ratio', labels: [] }, labels)],
)
const theirAlert = (alert: string, severity: string): Expr => {
  const rule = theirRules.find((each) => each.alert === alert && each.labels.sloth_severity === severity)
  if (rule === undefined) throw new Error(`Sloth has no ${severity} of ${alert}`)
  return computed(parse(rule.expr), theirRecordings)
}

const objectives = (atLeast: number) =>
  ({
    Availability: slo('api-availability', {
      objective: '99.9%',
      over: '30d',
      total: http.requestRate,
      bad: http.serverErrorRate,
      component: 'api',
      atLeast,
    }),
    Latency: latencySlo('api-latency', {
      objective: '99%',
      over: '30d',
      of: http.latency,
      within: '1s',
      component: 'api',
      atLeast,
    }),
  }) as const
const names = ['Availability', 'Latency'] as const
type Name = (typeof names)[number]
const severities = [
  ['critical', 'page'],
  ['warning', 'ticket'],
] as const

const ourAlert = ({ rules, alerts }: Slo, severity: string): Expr => {
  const alert = alerts.find(({ arms }) => arms[0].severity.name === severity)
  if (alert === undefined) throw new Error(`There is no ${severity}`)
  return computed(
    alert.arms[0].when.expr,
    rules.filter((rule) => rule.type === 'recording'),
  )
}

/** In milliseconds: a sample a minute, and a little late each time, so that none is on the edge of a window. */
const spacing = 60_001
const interval = 600_000

const target = { job: 'pybase-api', instance: 'backend:8000', method: 'GET', endpoint: '/' }

function plansOf({ phases }: Situation, name: Name): readonly Plan[] {
  const bad = counted(phases, ({ requests, share = 0 }) => requests * share)
  const good = counted(phases, ({ requests, share = 0 }) => requests * (1 - share))
  if (name === 'Availability') {
    const requests = { __name__: 'http_requests_total', ...target }
    return [planOf({ ...requests, status: '500' }, bad), planOf({ ...requests, status: '200' }, good)]
  }
  const all = counted(phases, ({ requests }) => requests)
  const timed = 'http_request_duration_seconds'
  return [
    planOf({ __name__: `${timed}_count`, ...target }, all),
    planOf({ __name__: `${timed}_bucket`, ...target, le: '1.0' }, good),
  ]
}

/** At which evaluations a condition holds, in milliseconds. */
function firing(expr: Expr, plans: readonly Plan[], situation: Situation): readonly number[] {
  const answer = evaluator(
    expr,
    plans.map((plan) => seriesOf(plan, spacing)),
    { windows: 'left-open', interval },
  )
  const evaluations = Math.floor((minutesOf(situation) * spacing) / interval)
  return Array.from({ length: evaluations + 1 }, (_, at) => at * interval).filter((at) => answer(at).length > 0)
}

const guarded = objectives(5)
const unguarded = objectives(1)

describe.each(names)('%s', (name) => {
  const conditions = severities.map(([severity, theirSeverity]) => ({
    severity,
    ours: ourAlert(guarded[name], severity),
    withoutGuard: ourAlert(unguarded[name], severity),
    theirs: theirAlert(name, theirSeverity),
  }))

  test.each(situations.filter(({ isQuiet }) => !isQuiet))('$title: fires when Sloth does', (situation) => {
    const plans = plansOf(situation, name)
    for (const { severity, ours, theirs } of conditions)
      expect({ severity, at: firing(ours, plans, situation) }).toEqual({
        severity,
        at: firing(theirs, plans, situation),
      })
  })

  test.each(situations.filter(({ isQuiet }) => isQuiet))(
    '$title: the guard alone makes the difference',
    (situation) => {
      const plans = plansOf(situation, name)
      const silenced = conditions.map(({ ours, withoutGuard, theirs }) => {
        const [at, all] = [ours, theirs].map((expr) => firing(expr, plans, situation))
        expect(firing(withoutGuard, plans, situation)).toEqual(all)
        expect(all).toEqual(expect.arrayContaining([...(at ?? [])]))
        return (all?.length ?? 0) - (at?.length ?? 0)
      })
      expect(Math.max(...silenced)).toBeGreaterThan(0)
    },
  )

  test('in some situations each fires, in others neither', () => {
    for (const { ours } of conditions) {
      const fired = situations.map((situation) => firing(ours, plansOf(situation, name), situation).length > 0)
      expect(new Set(fired)).toEqual(new Set([true, false]))
    }
  })
})

/** Some of the shorter ones: promtool evaluates all rules at each of some hundred evaluations. */
const played = [
  'everything fails from the first request on',
  'a fifth fails for two hours',
  '7% fail for nine hours',
  'traffic stops in the middle of an outage',
  'fifteen requests an hour, and all fail',
]

for (const name of names)
  testWith(['promtool'], `promtool sees both fire at the same evaluations: ${name}`, ({ promtool }) => {
    const folder = temporaryFolder()
    const ours = resolve({
      ...model,
      dashboards: [],
      groups: [{ file: 'alerts/any.ts', name: 'any', value: group(guarded[name]) }],
    })
    const their = theirs.groups.filter((each) => each.name.endsWith(name.toLowerCase()))
    const [{ text: rules } = { text: '' }] = ruleFiles(ours)
    writeFileSync(join(folder, 'ours.yml'), rules)
    writeFileSync(join(folder, 'sloth.yml'), stringify({ groups: their }))
    const tests = situations.filter(({ title }) => played.includes(title)).map((situation) => testOf(situation, name))
    expect(tests).toHaveLength(played.length)
    const text = stringify({
      rule_files: ['ours.yml', 'sloth.yml'],
      evaluation_interval: printDuration(interval),
      group_eval_order: [...ours.groups, ...their].map((each) => each.name),
      tests,
    })
    writeFileSync(join(folder, 'same.test.yml'), text)
    const { status, stdout, stderr } = spawnSync(promtool, ['test', 'rules', 'same.test.yml'], {
      cwd: folder,
      encoding: 'utf8',
    })
    expect({ status, text: status === 0 ? '' : stdout + stderr }).toEqual({ status: 0, text: '' })
  })

/** Each alert fires at as many evaluations as the evaluator says, and never without the other but where the guard says so. */
function testOf(situation: Situation, name: Name) {
  const plans = plansOf(situation, name)
  const end = Math.floor((minutesOf(situation) * spacing) / interval) * interval
  const whole = `[${printDuration(end + interval)}:${printDuration(interval)}]`
  const alerts = (labels: string) => `count(ALERTS{alertstate="firing",${labels}})`
  const checks = severities.flatMap(([severity, theirSeverity]) => {
    const us = alerts(`slo="api-${name.toLowerCase()}",severity="${severity}"`)
    const them = alerts(`alertname="${name}",sloth_severity="${theirSeverity}"`)
    const times = firing(ourAlert(guarded[name], severity), plans, situation).length
    const samples = times === 0 ? [] : [{ labels: '{}', value: times }]
    const at = printDuration(end)
    return [
      { expr: `sum_over_time((${us})${whole})`, eval_time: at, exp_samples: samples },
      { expr: `sum_over_time((${us} unless ${them})${whole})`, eval_time: at, exp_samples: [] },
      ...(situation.isQuiet
        ? []
        : [{ expr: `sum_over_time((${them} unless ${us})${whole})`, eval_time: at, exp_samples: [] }]),
    ]
  })
  return {
    name: `${name}: ${situation.title}`,
    interval: printDuration(spacing),
    input_series: plans.map(({ name: series, values }) => ({ series, values })),
    promql_expr_test: checks,
  }
}
