import type { AlertRule, Rule } from '../documents/views.ts'
import { Refused } from '../findings/problem.ts'
import { printDuration } from '../promql/duration.ts'
import type { LabelSet } from '../promql/evaluate/series.ts'
import { selectors } from '../promql/rewrite.ts'
import { walk } from '../promql/walk.ts'
import { type Plan, seriesText } from '../witness/plan.ts'
import { keyOf } from '../witness/simulate.ts'
import { expand } from '../witness/template.ts'
import type { Clock } from '../witness/time.ts'
import { Underivable } from '../witness/underivable.ts'
import { reads } from '../witness/world.ts'
import { type CourseOfRule, courseOf } from './course.ts'
import { type Explanation, lowered, type Story } from './explain.ts'
import type { Stage } from './turns.ts'

/** A test of promtool's as the value of its YAML. */
type Test = Readonly<Record<string, unknown>>

/** Tests of one alert that are evaluated equally often. */
export interface RuleTests {
  /** Milliseconds between two evaluations. */
  readonly interval: number
  readonly tests: readonly Test[]
}

/** More series than anybody compares. */
const mostAlerts = 10

/**
 * The tests that show in promtool what an explanation tells, beside all rules of its files. `undefined` where nothing was
 * played, or where no test could tell the rule from another one of its name. Series that another rule cannot be evaluated with
 * are left out, since promtool ends there.
 */
export function ruleTests(
  { rule, fires, silent, turns }: Explanation,
  all: readonly { readonly rule: Rule }[],
): RuleTests | undefined {
  const clock = (fires ?? silent)?.clock
  const own = fixedLabels(rule)
  const others = all.flatMap(({ rule: other }) => (other === rule ? [] : [other]))
  const twins = others.filter((other) => other.kind === 'alert' && other.name === rule.name) as readonly AlertRule[]
  if (clock === undefined || twins.some((twin) => isCovered(own, fixedLabels(twin)))) return undefined
  const told: readonly { readonly title: string; readonly stage: Stage }[] = [
    ...[fires, silent].flatMap((story: Story | undefined) =>
      story === undefined ? [] : [{ title: story.title, stage: story }],
    ),
    ...turns.flatMap(({ told: title, played }) =>
      played === undefined ? [] : [{ title: lowered(title), stage: played }],
    ),
  ]
  const tests = told
    .filter(({ stage }) => !others.some((other) => isRefused(other, stage, clock)))
    .map(({ title, stage }) => test(rule, title, stage, clock))
  return tests.length === 0 ? undefined : { interval: clock.interval, tests }
}

/** Whether Prometheus would refuse to evaluate a rule over these series, such as two that a join cannot tell apart. */
function isRefused({ query: { expr } }: Rule, { plans, length }: Stage, clock: Clock): boolean {
  const canBe = [...walk(expr)].some(
    (node) => (node.is === 'binary' && node.matching !== undefined) || (node.is === 'call' && /^label_/.test(node.fn)),
  )
  if (!canBe || !selectors(expr).some((each) => plans.some(({ labels }) => reads(each, labels)))) return false
  try {
    courseOf({ expr, for: 0, keepFiringFor: 0 }, undefined, plans, clock, length)
    return false
  } catch (error) {
    if (error instanceof Refused) return true
    throw error
  }
}

/** Labels that a rule itself says, without those that depend on its series. */
const fixedLabels = ({ labels }: AlertRule): LabelSet =>
  Object.fromEntries(Object.entries(labels).filter(([, value]) => !value.includes('{{') && value !== ''))

/** Whether what has all these labels may be the other rule's. */
const isCovered = (own: LabelSet, other: LabelSet): boolean =>
  Object.entries(own).every(([label, value]) => other[label] === undefined || other[label] === value)

function test(rule: AlertRule, title: string, { plans, length, course }: Stage, clock: Clock): Test {
  const agreed = agreedOn(rule, plans, length, clock, course)
  return {
    name: `${rule.name} ${title}`,
    interval: printDuration(clock.spacing),
    ...(plans.length > 0 && { input_series: plans.map(({ name, values }) => ({ series: name, values })) }),
    promql_expr_test: course.some(({ state }) => state === 'firing')
      ? agreed.map((at) => moment(rule, at))
      : [never(rule, course)],
  }
}

/** The evaluations around each change and the last, where Prometheus 2 and 3 see the same. */
function agreedOn(
  rule: AlertRule,
  plans: readonly Plan[],
  length: number,
  clock: Clock,
  course: CourseOfRule,
): CourseOfRule {
  const waits = { expr: rule.query.expr, for: rule.for * 1000, keepFiringFor: rule.keepFiringFor * 1000 }
  const other = courseOf(waits, undefined, plans, clock, length, 'closed')
  const keys = course.map(keyOfMoment)
  const isChange = (at: number) => at > 0 && at < keys.length && keys[at] !== keys[at - 1]
  return course.filter(
    (_, at) => keys[at] === keyOfMoment(other[at]) && (isChange(at) || isChange(at + 1) || at === course.length - 1),
  )
}

const keyOfMoment = (moment: CourseOfRule[number] | undefined): string =>
  JSON.stringify(moment?.active.map(({ fires, sample }) => [fires, keyOf(sample.labels)]).sort())

function moment(rule: AlertRule, { at, active }: CourseOfRule[number]): Test {
  const labels = active.map(({ sample, fires }) => labelsAt(rule, sample.labels, sample.value, fires))
  const known = labels.filter((each) => each !== undefined)
  const asked = alertsOf(rule)
  const eval_time = printDuration(at)
  if (known.length === labels.length && labels.length <= mostAlerts) {
    // Alerts on ALERTS differ in its `alertstate`, which is then their own.
    const series = new Set(known.map((each) => seriesText({ __name__: 'ALERTS', ...each })))
    return { expr: asked, eval_time, exp_samples: [...series].map((text) => ({ labels: text, value: 1 })) }
  }
  const firing = active.filter(({ fires }) => fires).length
  return {
    expr: `count(${alertsOf(rule, 'firing')})`,
    eval_time,
    exp_samples: firing === 0 ? [] : [{ labels: '{}', value: firing }],
  }
}

/**
 * The labels of an alert in `ALERTS`, `undefined` where a template is not known here. A template that comes out empty stays there as
 * it is written: Prometheus lays the labels of the alert, which has none of that name then, over those of the rule.
 */
function labelsAt(rule: AlertRule, series: LabelSet, value: number, fires: boolean): LabelSet | undefined {
  const { __name__: _, ...carried } = series
  try {
    const own = Object.entries(rule.labels).map(([label, text]): readonly [string, string] => [
      label,
      expand(text, carried, value) || text,
    ])
    const state = { alertname: rule.name, alertstate: fires ? 'firing' : 'pending' }
    const all = { ...carried, ...Object.fromEntries(own), ...state }
    return Object.fromEntries(Object.entries(all).filter(([, text]) => text !== ''))
  } catch (error) {
    if (error instanceof Underivable) return undefined
    throw error
  }
}

const alertsOf = (rule: AlertRule, state?: 'firing'): string =>
  seriesText({
    __name__: 'ALERTS',
    alertname: rule.name,
    ...(state === undefined ? {} : { alertstate: state }),
    ...fixedLabels(rule),
  })

/** At no evaluation, not only at the last one. */
function never(rule: AlertRule, course: CourseOfRule): Test {
  const end = course.at(-1)?.at ?? 0
  return {
    expr: `count_over_time(${alertsOf(rule, 'firing')}[${printDuration(end + 1000)}])`,
    eval_time: printDuration(end),
    exp_samples: [],
  }
}
