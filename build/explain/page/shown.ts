import { rulesOf } from '../../checks/support/rules.ts'
import { yamlOf } from '../../documents/yaml-text.ts'
import { printDuration } from '../../promql/duration.ts'
import { fired } from '../course.ts'
import { seriesText } from '../drawing.ts'
import type { Explanation, Story } from '../explain.ts'
import type { Happened, Mark } from '../happen.ts'
import { plainRules } from '../plain-rules.ts'
import { withoutQuiet } from '../quiet.ts'
import { routesOf } from '../routes.ts'
import { ruleTests } from '../rule-test.ts'
import type { Sandbox } from '../sandbox.ts'
import type { Stage } from '../turns.ts'
import { type Known, names } from './input.ts'
import type { Drawing, Played, RuleTest, Shown, ShownStory } from './protocol.ts'
import { troubleOf } from './troubles.ts'

/** More series than anybody reads. */
const mostSeries = 12

/** What the page shows of an alert: plain data, without its trees. */
export function shownOf(key: string, explanation: Explanation, sandbox: Sandbox | undefined, known: Known): Shown {
  const { rule, sentence, verdict, limit, fires, silent, turns, late, cost, guesses, findings } = explanation
  const { read, notification } = known
  const [labels] = fires === undefined ? [] : fired(fires.course)
  const interval = (fires ?? silent)?.clock.interval ?? 60_000
  const isDead = verdict.is === 'never fires'
  return {
    key,
    name: rule.name,
    sentence,
    verdict,
    limit,
    fires: fires && storyOf(fires),
    // What never fires is silent at any value.
    silent: silent && { ...storyOf(silent), ...(isDead && { title: 'stays silent' }) },
    turns: isDead
      ? []
      : turns.map(({ told, played }) => ({ told, drawing: played && drawingOf(played, interval, []) })),
    late: isDead ? [] : late,
    cost,
    routes: notification && routesOf(rule, labels, read.subject, notification).told,
    guesses: guesses.map(
      ({ metric, taken, because, labels: with_ }) =>
        `${metric}: ${taken}, since ${because}${with_.length === 0 ? '; without labels' : `; with ${with_.join(', ')}`}`,
    ),
    findings: findings.map((each) => troubleOf(each, read)),
    tests: testOf(explanation, known),
    toys: sandbox && { dial: sandbox.dial, levers: sandbox.levers, counts: sandbox.counts },
  }
}

/** What came of a setting; `begins`: when the value that was set begins, in milliseconds. */
export const drawn = (happened: Happened, begins: number): Played => ({
  drawing: drawingOf(happened, intervalOf(happened), happened.marks),
  told: toldOf(happened, begins),
})

/** Milliseconds between two evaluations; there are more where Prometheus is away. */
const intervalOf = ({ course }: Stage): number =>
  Math.min(
    ...course.slice(1).map(({ at }, index) => at - (course[index]?.at ?? 0)),
    course.length < 2 ? 60_000 : Infinity,
  )

const drawingOf = ({ course }: Stage, interval: number, marks: readonly Mark[]): Drawing => ({
  points: withoutQuiet(course).map(({ at, value, state }) => ({ at, value, state })),
  interval,
  marks,
})

function storyOf(story: Story): ShownStory {
  const { title, plans, clock } = story
  const more = plans.length - mostSeries
  return {
    ...drawingOf(story, clock.interval, []),
    title,
    series: [
      ...plans.slice(0, mostSeries).map((plan) => seriesText(plan, clock)),
      ...(plans.length === 0 ? ['no series at all'] : []),
      ...(more > 0 ? [`and ${more} more series`] : []),
    ],
    told: toldOf(story, 0),
  }
}

/** More changes of state nobody follows. */
const mostSteps = 6

/** `It is pending after 1m, fires after 3m and is resolved after 6m.` */
function toldOf({ course }: Stage, begins: number): string {
  const changes = course.filter(({ state }, at) => state !== (course[at - 1]?.state ?? 'inactive'))
  if (changes.length === 0) return 'It stays silent.'
  const since = (ms: number): string => printDuration(Math.max(0, Math.round((ms - begins) / 1000) * 1000))
  const steps = changes.map(({ at, state }, index) => {
    const isAgain = changes.slice(0, index).some((other) => other.state === state)
    return `${verbs[state]}${isAgain ? ' again' : ''} ${at <= begins ? 'at once' : `after ${since(at)}`}`
  })
  if (!changes.some(({ state }) => state === 'firing')) steps.push('never fires')
  const told = steps.slice(0, mostSteps)
  return told.length === 1 ? `It ${told[0]}.` : `It ${told.slice(0, -1).join(', ')} and ${told.at(-1)}.`
}

const verbs = {
  inactive: 'is inactive',
  pending: 'is pending',
  firing: 'fires',
  resolved: 'is resolved',
} as const

/** The test that shows it in promtool, with the rules where these are no rule file. */
function testOf(explanation: Explanation, { read }: Known): RuleTest | undefined {
  const made = ruleTests(explanation, rulesOf(read.subject))
  if (made === undefined) return undefined
  const { pasted } = read
  const text = yamlOf({
    rule_files: [names.rules],
    evaluation_interval: printDuration(made.interval),
    tests: made.tests,
  })
  const rules = plainRules(pasted.text) ?? (pasted.is === 'file' ? undefined : pasted.text)
  return { text, rules }
}
