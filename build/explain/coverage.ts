import { rulesOf } from '../checks/support/rules.ts'
import { UnreadableText } from '../documents/located.ts'
import { isObject, objectsBelow, textBelow } from '../documents/values.ts'
import type { AlertRule } from '../documents/views.ts'
import { readYaml } from '../documents/yaml.ts'
import { Refused } from '../findings/problem.ts'
import type { Subject } from '../model/subject.ts'
import { isDuration, parseDuration } from '../promql/duration.ts'
import { PromqlError } from '../promql/error.ts'
import { evaluator } from '../promql/evaluate/evaluate.ts'
import type { Series } from '../promql/evaluate/series.ts'
import { compareNumbers } from '../promql/infer/domain.ts'
import { parse } from '../promql/parse.ts'
import { printLine } from '../promql/print.ts'
import { selectors } from '../promql/rewrite.ts'
import type { Expr, Selector } from '../promql/tree.ts'
import { mapSelectors, walk } from '../promql/walk.ts'
import { Underivable } from '../witness/underivable.ts'
import { type Comparing, waysOf } from '../witness/ways.ts'
import { reads } from '../witness/world.ts'
import { readSeries } from './notation.ts'

/** What the tests of an alert should show. */
export const storyNames = ['fires', 'silent just below', 'absent', 'no traffic', 'resolves'] as const
export type StoryName = (typeof storyNames)[number]

/** Whether the tests tell a story of an alert; `lacks` is the sentence where they do not. */
export interface Told {
  readonly story: StoryName
  readonly lacks: string | undefined
}

export interface Covered {
  readonly alert: string
  readonly stories: readonly Told[]
}

/** A rule-test file by its name. */
export interface TestFile {
  readonly file: string
  readonly text: string
}

/** What is expected of an alert at a time, and what it sees then. */
interface Check {
  readonly test: number
  readonly at: number
  readonly firing: boolean
  readonly series: readonly Series[]
  readonly interval: number
}

/** Which of its stories the tests of each alert tell. Throws `Refused` (exit 2) for a file that is no rule test. */
export function coverageOf(
  rules: readonly AlertRule[],
  files: readonly TestFile[],
  subject: Subject,
): readonly Covered[] {
  const tests = files.flatMap(testsIn)
  return rules.map((rule) => ({ alert: rule.name, stories: storiesOf(rule, tests, subject) }))
}

interface Test {
  readonly series: readonly Series[]
  readonly interval: number
  readonly alerts: readonly Readonly<Record<string, unknown>>[]
  readonly queries: readonly Readonly<Record<string, unknown>>[]
}

function testsIn({ file, text }: TestFile): readonly Test[] {
  const wrong = (what: string) =>
    new Refused({ where: file, what, next: 'Name a file that promtool test rules takes: it has `tests`.' }, 2)
  let documents: ReturnType<typeof readYaml>
  try {
    documents = readYaml(text)
  } catch (error) {
    if (error instanceof UnreadableText) throw wrong(error.message)
    throw error
  }
  const root = documents[0]?.value
  if (!isObject(root) || !Array.isArray(root.tests)) throw wrong('This is no rule-test file: it has no list of tests.')
  const interval = duration(textBelow(root, 'evaluation_interval')) ?? 60_000
  return objectsBelow(root, 'tests').map((test) => {
    const spacing = duration(textBelow(test, 'interval')) ?? 60_000
    return {
      interval,
      series: objectsBelow(test, 'input_series').flatMap(
        (each) => readSeries(textBelow(each, 'series') ?? '', String(each.values ?? ''), spacing) ?? [],
      ),
      alerts: objectsBelow(test, 'alert_rule_test'),
      queries: objectsBelow(test, 'promql_expr_test'),
    }
  })
}

const duration = (text: string | undefined): number | undefined => {
  if (text === '0' || text === '0s' || text === '0m') return 0
  return text === undefined || !isDuration(text) ? undefined : parseDuration(text)
}

function storiesOf(rule: AlertRule, tests: readonly Test[], subject: Subject): readonly Told[] {
  const checks = tests.flatMap((test, at) => checksOf(rule, test, at))
  const expr = recordedInside(rule.query.expr, subject)
  const view = viewOf(expr)
  const applies: Readonly<Record<StoryName, boolean>> = {
    fires: true,
    'silent just below': selectors(expr).length > 0,
    absent: selectors(expr).length > 0,
    'no traffic': [...walk(expr)].some((node) => node.is === 'call' && /^(?:i?rate|increase)$/.test(node.fn)),
    resolves: selectors(expr).length > 0,
  }
  const lacks: Readonly<Record<StoryName, string | undefined>> = {
    fires: checks.some(({ firing }) => firing) ? undefined : 'No test expects it to fire.',
    'silent just below': justBelow(checks, view),
    absent: checks.some((check) => view.isEmpty(check))
      ? undefined
      : 'No test looks at it while there is no series that it reads.',
    'no traffic': checks.some((check) => view.isIdle(check))
      ? undefined
      : 'No test looks at it while its counters stand still.',
    resolves: checks.some(
      (check) =>
        check.firing && checks.some((later) => later.test === check.test && later.at > check.at && !later.firing),
    )
      ? undefined
      : 'No test expects it to fire and, later, no longer.',
  }
  return storyNames.filter((story) => applies[story]).map((story) => ({ story, lacks: lacks[story] }))
}

function justBelow(checks: readonly Check[], view: View): string | undefined {
  // Where some of its series fire, the others are expected to be silent.
  const silent = checks.filter((check) => !view.isEmpty(check) && (!check.firing || view.distance(check) !== undefined))
  if (silent.length === 0) return 'No test expects it to be silent while its series are there.'
  const distances = silent.flatMap((check) => view.distance(check) ?? [])
  if (distances.length === 0 || Math.min(...distances) <= near) return undefined
  return `No test expects it to be silent near its threshold: the nearest is off it by ${Math.round(Math.min(...distances) * 100)}%.`
}

/** As a share of the threshold. */
const near = 0.25

function checksOf(rule: AlertRule, { series, interval, alerts, queries }: Test, test: number): readonly Check[] {
  const own = Object.entries(rule.labels).filter(([, value]) => !value.includes('{{'))
  const fromAlerts = alerts
    .filter((each) => each.alertname === rule.name)
    .map((each) => ({
      at: duration(textBelow(each, 'eval_time')) ?? 0,
      // Another rule of this name has other labels.
      firing: objectsBelow(each, 'exp_alerts').some((expected) => {
        const labels = isObject(expected.exp_labels) ? expected.exp_labels : {}
        return own.every(([label, value]) => labels[label] === undefined || String(labels[label]) === value)
      }),
    }))
  const fromQueries = queries.flatMap((each) => {
    const asked = alertsIn(String(each.expr ?? ''))
    const isOurs = asked?.matchers.some(
      ({ label, op, value }) => label === 'alertname' && op === '=' && value === rule.name,
    )
    const other = asked?.matchers.some(
      ({ label, op, value }) => op === '=' && own.some(([mine, known]) => mine === label && known !== value),
    )
    if (asked === undefined || isOurs !== true || other === true) return []
    const onlyFiring = asked.matchers.some(({ label, value }) => label === 'alertstate' && value === 'firing')
    const samples = objectsBelow(each, 'exp_samples')
    const firing = samples.some(({ labels }) => onlyFiring || /alertstate\s*=\s*["']firing/.test(String(labels)))
    return [{ at: duration(textBelow(each, 'eval_time')) ?? 0, firing }]
  })
  return [...fromAlerts, ...fromQueries].map((each) => ({ ...each, test, series, interval }))
}

function alertsIn(text: string): Selector | undefined {
  try {
    return selectors(parse(text)).find(({ metric }) => metric === 'ALERTS')
  } catch (error) {
    if (error instanceof PromqlError) return undefined
    throw error
  }
}

/** What rules of the same files record stands for its name, so that tests may feed either. */
function recordedInside(expr: Expr, subject: Subject): Expr {
  const recorded = new Map(
    rulesOf(subject).flatMap(({ rule }) => (rule.kind === 'recording' ? [[rule.name, rule.query.expr] as const] : [])),
  )
  return mapSelectors(expr, (selector) =>
    selector.range === undefined ? (recorded.get(selector.metric ?? '') ?? selector) : selector,
  )
}

interface View {
  /** Whether there is no sample that the condition could read. */
  readonly isEmpty: (check: Check) => boolean
  /** Whether its counters are there, and none of them grows; of one that is compared alone, one series of many. */
  readonly isIdle: (check: Check) => boolean
  /** How far the value is off its threshold, as a share of it; `undefined` where that is not known. */
  readonly distance: (check: Check) => number | undefined
}

function viewOf(expr: Expr): View {
  const read = selectors(expr)
  const seen = ({ series, at }: Check, among: readonly Selector[]) =>
    among.flatMap((selector) => {
      const window =
        selector.range !== undefined && isDuration(selector.range) ? parseDuration(selector.range) : 300_000
      return series
        .filter(({ labels }) => reads(selector, labels))
        .map(({ times, values }) =>
          values.filter((value, index) => value !== null && inside(times[index] ?? 0, at, window)),
        )
    })
  const grown = [...walk(expr)].flatMap((node) =>
    node.is === 'call' && /^(?:i?rate|increase)$/.test(node.fn) ? node.args.flatMap(selectors) : [],
  )
  const atom = comparingIn(expr)
  const valuesOf = ({ series, at, interval }: Check): readonly number[] => {
    if (atom === undefined) return []
    try {
      return evaluator(atom.expr, series, { windows: 'left-open', interval })(at).map(({ value }) => value)
    } catch (error) {
      if (error instanceof Refused) return []
      throw error
    }
  }
  const isAlone = new Set(read.map((each) => printLine(each))).size === 1
  return {
    isEmpty: (check) => seen(check, read).every((values) => values.length === 0),
    isIdle: (check) => {
      const windows = seen(check, grown).filter((values) => values.length > 0)
      if (windows.length > 0 && windows.every((values) => values.every((value) => value === values[0]))) return true
      return isAlone && windows.length > 0 && valuesOf(check).includes(0)
    },
    distance: (check) => {
      if (atom === undefined) return undefined
      const beside = valuesOf(check).filter(
        (value) => !compareNumbers(atom.op, value, atom.value) && Number.isFinite(value),
      )
      if (atom.op === '==' || atom.op === '!=') return beside.length > 0 ? 0 : undefined
      const distances = beside.map((value) => offBy(value, atom.value))
      return distances.length === 0 ? undefined : Math.min(...distances)
    },
  }
}

const inside = (time: number, at: number, window: number): boolean => time <= at && time >= at - window

/** The next whole number is as near as it gets. */
function offBy(value: number, limit: number): number {
  if (Number.isInteger(value) && Number.isInteger(limit) && Math.abs(value - limit) <= 1) return 0
  return limit === 0 ? (value === 0 ? 0 : 1) : Math.abs(value - limit) / Math.abs(limit)
}

function comparingIn(expr: Expr): Comparing | undefined {
  try {
    return waysOf(expr)
      .flatMap(({ holds }) => holds)
      .find((atom): atom is Comparing => atom.asks === 'value')
  } catch (error) {
    if (error instanceof Underivable) return undefined
    throw error
  }
}

/** The coverage for a terminal. */
export function coverageText(all: readonly Covered[]): string {
  const lines = all.flatMap(({ alert, stories }) => {
    const lacking = stories.filter(({ lacks }) => lacks !== undefined)
    const count = `${stories.length - lacking.length} of ${stories.length} stories`
    return [`${alert}: ${count}`, ...lacking.map(({ story, lacks }) => `  lacks "${story}": ${lacks}`)]
  })
  const told = all.flatMap(({ stories }) => stories)
  const shown = told.filter(({ lacks }) => lacks === undefined).length
  return [
    ...lines,
    '',
    `${shown} of ${told.length} stories of ${all.length} ${all.length === 1 ? 'alert' : 'alerts'} are told.`,
  ].join('\n')
}

/** The same as JUnit, with a test case for each story of each alert. */
export function coverageJunit(all: readonly Covered[]): string {
  const suites = all.map(({ alert, stories }) => {
    const failures = stories.filter(({ lacks }) => lacks !== undefined).length
    const cases = stories.map(({ story, lacks }) => {
      const head = `    <testcase classname="${xml(alert)}" name="${xml(story)}"`
      return lacks === undefined ? `${head}/>` : `${head}>\n      <failure message="${xml(lacks)}"/>\n    </testcase>`
    })
    return [
      `  <testsuite name="${xml(alert)}" tests="${stories.length}" failures="${failures}">`,
      ...cases,
      '  </testsuite>',
    ].join('\n')
  })
  return ['<?xml version="1.0" encoding="UTF-8"?>', '<testsuites>', ...suites, '</testsuites>'].join('\n')
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

/** Without what XML cannot say at all. */
const xml = (text: string): string =>
  text.replace(/\p{Cc}|\p{Cs}|\uFFFE|\uFFFF/gu, ' ').replace(/[&<>"']/g, (letter) => entities[letter] ?? letter)
