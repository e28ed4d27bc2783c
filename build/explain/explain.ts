import { runChecks } from '../checks/run.ts'
import { rulesOf } from '../checks/support/rules.ts'
import type { AlertRule } from '../documents/views.ts'
import type { Diagnostic } from '../findings/diagnostic.ts'
import { Refused } from '../findings/problem.ts'
import type { Scenario } from '../language/scenario.ts'
import type { Subject as Checked } from '../model/subject.ts'
import { parseDuration } from '../promql/duration.ts'
import { PromqlError } from '../promql/error.ts'
import { infer } from '../promql/infer/infer.ts'
import { hasMacro } from '../promql/macros.ts'
import { accepts } from '../promql/regex/compile.ts'
import { selectors } from '../promql/rewrite.ts'
import type { Expr } from '../promql/tree.ts'
import { walk } from '../promql/walk.ts'
import { type Draft, waysIn } from '../witness/draft.ts'
import { triedText } from '../witness/effort.ts'
import type { Metrics, Settings } from '../witness/ground.ts'
import { type Impossible, impossible, schemaOf } from '../witness/impossible.ts'
import type { Clock } from '../witness/time.ts'
import { reachOf } from '../witness/time.ts'
import type { Comparing } from '../witness/ways.ts'
import type { Witness } from '../witness/witness.ts'
import { courseOf } from './course.ts'
import { costOf, lateness, stepsIn } from './delay.ts'
import { type Guess, guessed } from './guess.ts'
import { nameOf } from './named.ts'
import { readsNothing } from './nothing.ts'
import { type Sandbox, sandboxOf } from './sandbox.ts'
import { mostTries } from './search.ts'
import { sentenceOf, unitBeside, unitsIn } from './sentence.ts'
import { type Found, storiesOf } from './stories.ts'
import { type Stage, type Turn, turnsOf } from './turns.ts'

/** Series over time that show something of an alert. */
export interface Story extends Stage {
  /** Follows the alert's name: `fires with up at 0`. */
  readonly title: string
  readonly clock: Clock
}

/** Whether an alert can fire and be silent; `why` is a sentence. */
export interface Verdict {
  readonly is: 'shown' | 'never fires' | 'is never silent' | 'not shown' | 'refused'
  readonly why: string
}

/** What a value is compared with, and the name of their unit where it is known. */
export interface Limit extends Pick<Comparing, 'op' | 'value'> {
  readonly unit?: string | undefined
}

/** What can be said of an alert. Durations are in milliseconds. */
export interface Explanation {
  readonly rule: AlertRule
  readonly sentence: string
  readonly verdict: Verdict
  readonly guesses: readonly Guess[]
  /** What the value of a time line is compared with. */
  readonly limit: Limit | undefined
  readonly fires: Story | undefined
  readonly silent: Story | undefined
  readonly turns: readonly Turn[]
  /** Sentences. */
  readonly late: readonly string[]
  readonly cost: readonly string[]
  readonly findings: readonly Diagnostic[]
  /** For who wants to play with it; nothing where nothing was played. */
  readonly sandbox?: () => Sandbox
}

/** What an alert is explained with. */
export interface Around {
  /** The files that it stands in, with what is known of metrics. */
  readonly subject: Checked
  readonly settings: Settings
  /** What all checks find, where they have run. */
  readonly findings?: readonly Diagnostic[]
  /** What is told of one of our own alerts, for where no way leads back through its condition. */
  readonly scenarios?: readonly Scenario[]
}

/** The settings of a Prometheus of which nothing is known: its example configuration. */
export const usualSettings: Settings = {
  scrape: { interval: '15s', timeout: '10s' },
  evaluationInterval: '1m',
  targets: {},
}

/** Longer ones are no condition that anybody wrote. */
const longestText = 20_000
/** A condition that reads more would take minutes. */
const mostSelectors = 60
/** Of subqueries, for one evaluation. */
const mostSteps = 300
/** In milliseconds; a story that lasts longer has more samples than promtool plays. */
const longestStory = 400 * 86_400_000

/** When an alert fires, when not, after how long, and whether it can. Never throws for what a rule says. */
export function explain(rule: AlertRule, around: Around): Explanation {
  try {
    return explained(rule, around)
  } catch (error) {
    const verdict = refusalOf(error)
    const nothing = {
      guesses: [],
      limit: undefined,
      fires: undefined,
      silent: undefined,
      turns: [],
      late: [],
      cost: [],
    }
    return { ...nothing, rule, sentence: 'What it asks cannot be told.', verdict, findings: [] }
  }
}

/** What Prometheus would say against a rule, or what is not known here; throws what is no matter of the rule. */
function refusalOf(error: unknown): Verdict {
  if (error instanceof PromqlError) return { is: 'refused', why: `Prometheus refuses it: ${error.message}` }
  if (!(error instanceof Refused)) throw error
  const what = error.problems[0]?.what ?? error.message
  if (/not computed here|cannot be read exactly|histogram/.test(what))
    return { is: 'not shown', why: `Not shown: ${what}` }
  return { is: 'refused', why: `Prometheus refuses it: ${what}` }
}

function explained(rule: AlertRule, { subject, settings, findings, scenarios = [] }: Around): Explanation {
  const { expr } = rule.query
  const waits = { expr, for: rule.for * 1000, keepFiringFor: rule.keepFiringFor * 1000 }
  const { metrics, certain, guesses } = guessed(expr, subject.catalog)
  const recorded = new Set(rulesOf(subject).flatMap(({ rule: { kind, name } }) => (kind === 'recording' ? name : [])))
  const told = (findings ?? runChecks(subject)).filter(({ place }) => isOf(rule, place))
  const said: Omit<Explanation, 'verdict'> = {
    rule,
    sentence:
      rule.query.text.length > longestText ? 'The condition is too long to be told.' : sentenceOf(waits, metrics),
    guesses: guesses.map((guess) => (recorded.has(guess.metric) ? { ...guess, because: unplayed } : guess)),
    limit: undefined,
    fires: undefined,
    silent: undefined,
    turns: [],
    late: lateness(waits, settings),
    cost: costOf(expr, subject.catalog, settings),
    findings: told,
  }
  const without = (is: Verdict['is'], why: string): Explanation => ({ ...said, verdict: { is, why } })
  if (rule.query.text.length > longestText)
    return without('not shown', `It has more than ${longestText} letters, and none of that length is played.`)
  if (reachOf(expr) + waits.for + waits.keepFiringFor > longestStory)
    return without('not shown', 'It looks back or waits for more than 400 days, and no story of that length is played.')
  if (selectors(expr).length > mostSelectors)
    return without('not shown', `It reads more than ${mostSelectors} series, and no story of that many is played.`)
  if (stepsIn(expr) > mostSteps)
    return without(
      'not shown',
      `Its subqueries take more than ${mostSteps} steps, and no story of that many is played.`,
    )
  const literal = selectors(expr)
    .flatMap(({ matchers }) => matchers)
    .find(({ value }) => hasMacro(value))
  if (literal !== undefined)
    return without(
      'not shown',
      `It asks for ${literal.label}${literal.op}${JSON.stringify(literal.value)}: a rule has no variables, and Prometheus looks for that very text. That is not played.`,
    )
  if (readsItself(rule))
    return without(
      'not shown',
      'It reads ALERTS, where it stands itself while it is pending or fires, and so may never end: that is not played. A matcher such as alertname!="…" leaves it out.',
    )
  if (readsNativeHistograms(expr))
    return without(
      'not shown',
      'It reads native histograms, or buckets that a rule records, and no story of those is played.',
    )
  try {
    const empty = readsNothing(expr)
    if (empty !== undefined) return without('never fires', `It can never fire: ${empty}.`)
    const excluded = ruledOut(expr, certain)
    const found = storiesOf({ ...waits, name: rule.name, metrics, settings, scenarios })
    const measured = measuredIn(found)
    const stage = stageOf(waits, found, measured?.expr)
    const [fires, silent] = [firingIn(found), silentIn(found)]
    const played = fires && stage(fires)
    const shown = {
      ...said,
      limit: measured && {
        op: measured.op,
        value: measured.value,
        unit: unitBeside(measured.value, unitsIn(measured.expr, metrics)(measured.expr)),
      },
      fires: played,
      silent: silent && stage(silent),
      turns: turnsOf(waits, found.subject, measured?.expr, played),
      sandbox: () => sandboxOf({ rule: waits, metrics, found, measured, firing: played }),
    }
    return { ...shown, verdict: verdictOf(expr, found, excluded, shown.turns) }
  } catch (error) {
    return { ...said, verdict: refusalOf(error) }
  }
}

/** Whether an alert may be among the alerts that it reads. */
const readsItself = ({ name, labels, query: { expr } }: AlertRule): boolean =>
  selectors(expr).some(
    ({ metric, matchers }) =>
      metric === 'ALERTS' &&
      matchers.every((matcher) => {
        const own = matcher.label === 'alertname' ? name : labels[matcher.label]
        return own === undefined || own.includes('{{') || accepts(matcher, own) !== false
      }),
  )

/** Whether a quantile is asked for of what has no buckets by its names and labels. */
const readsNativeHistograms = (expr: Expr): boolean =>
  [...walk(expr)].some((node) => {
    if (node.is !== 'call' || !node.fn.startsWith('histogram_')) return false
    const inside = node.args.flatMap((each) => [...walk(each)])
    return !inside.some(
      (each) =>
        (each.is === 'selector' &&
          (nameOf(each)?.endsWith('_bucket') || each.matchers.some(({ label }) => label === 'le'))) ||
        (each.is === 'aggregation' && each.grouping?.labels.includes('le')),
    )
  })

const unplayed = 'a rule of these files records it, and the story says its value itself'

/** Findings of a rule, and of the query that stands in it. */
const isOf = (rule: AlertRule, place: Diagnostic['place']): boolean =>
  place.file === rule.place.file &&
  place.path.join('\n') === rule.place.path.join('\n') &&
  (rule.place.position === undefined || place.position === undefined || place.position.line >= rule.place.position.line)

function measuredIn({ subject }: Found): Comparing | undefined {
  return waysIn(subject)
    .flatMap(({ holds }) => holds)
    .find((atom): atom is Comparing => atom.asks === 'value')
}

const stageOf =
  (waits: Parameters<typeof courseOf>[0], { clock }: Found, measured: Expr | undefined) =>
  ({ title, plans, end }: Pick<Witness, 'title' | 'plans' | 'end'>): Story => {
    const length = Math.ceil(end / clock.spacing)
    return { title, plans, length, clock, course: courseOf(waits, measured, plans, clock, length) }
  }

/** The first that fires, better one that ends as well. */
const firingIn = ({ witnesses }: Found): Witness | undefined =>
  witnesses.find((each) => each.kinds.includes('resolves')) ?? witnesses.find(({ moments }) => moments.length > 0)

const silentKinds: readonly Draft['kinds'][number][] = ['just under', 'healthy', 'scenario', 'absent']

const silentIn = ({ witnesses }: Found): Witness | undefined => {
  const silent = witnesses.filter(({ moments }) => moments.length === 0)
  return silentKinds.flatMap((kind) => silent.find(({ kinds }) => kinds.includes(kind)) ?? [])[0]
}

/** What is certain of a condition, whatever its metrics are. */
function ruledOut(expr: Expr, certain: Metrics): Impossible | undefined {
  const { value, facts } = infer(expr, schemaOf(certain))
  if (value.empty !== true) return impossible(expr, certain)
  const told = facts
    .filter(({ kind }) => kind === 'never-matches' || kind === 'never-true')
    .map(({ message }) => message)
  const [why = 'it has no answer'] = told
  return { verdict: 'never fires', why: lowered(why) }
}

/** A sentence as a part of another one. */
export const lowered = (sentence: string): string =>
  `${sentence.charAt(0).toLowerCase()}${sentence.slice(1).replace(/\.$/, '')}`

function verdictOf(expr: Expr, found: Found, excluded: Impossible | undefined, turns: readonly Turn[]): Verdict {
  const [fires, silent] = [firingIn(found), silentIn(found)]
  // What was played says more than what was proven of bounds.
  if (excluded?.verdict === 'never fires' && fires === undefined)
    return { is: 'never fires', why: `It can never fire: ${excluded.why}.` }
  if (excluded?.verdict === 'is never silent' && fires !== undefined)
    return { is: 'is never silent', why: `It always fires while its series are there: ${excluded.why}.` }
  if (found.subject.class === 'always' && fires !== undefined)
    return { is: 'is never silent', why: 'It always fires: its condition asks for nothing.' }
  if (selectors(expr).length === 0) return clockVerdict(expr, found, fires)
  // It fires before the first sample is there, so no story is silent all along.
  const firesEmpty = turns.some(({ kind, played }) => kind === 'absent' && isFiring(played))
  if (fires?.kinds.includes('resolves') && silent === undefined && firesEmpty)
    return { is: 'shown', why: 'It can fire, and it is silent once its series are there.' }
  if (fires !== undefined && silent !== undefined)
    return isPresence(found)
      ? {
          is: 'shown',
          why: 'It compares no value: it fires as soon as there is a series, and is silent only without one.',
        }
      : { is: 'shown', why: 'It can fire, and it can be silent.' }
  const lacking =
    fires === undefined
      ? silent === undefined
        ? 'when it fires and when not'
        : 'it fire'
      : 'it stay silent near its threshold'
  const why = found.missing.find((each) => each.why !== '')?.why
  return {
    is: 'not shown',
    why:
      `Not shown: no input was found that shows ${lacking}. That may be the limit of this tool, and the alert right. ` +
      `Tried were ${triedText}, and ${mostTries} inputs more${why === undefined ? '' : `; the last try ended so: ${why}`}.`,
  }
}

const isFiring = (stage: Stage | undefined): boolean => stage?.course.some(({ state }) => state === 'firing') === true

/** What reads no series depends on the clock, or on nothing. */
function clockVerdict(expr: Expr, { subject }: Found, fires: Witness | undefined): Verdict {
  const clocks = /^(?:time|hour|minute|month|year|day_of_\w+|days_in_month)$/
  if ([...walk(expr)].some((node) => node.is === 'call' && clocks.test(node.fn)))
    return {
      is: 'not shown',
      why: 'Not shown: it reads no series, only the clock, and no story waits for an hour of the day.',
    }
  const { clock } = subject.ground
  const course = courseOf({ expr, for: 0, keepFiringFor: 0 }, undefined, [], clock, clock.lead)
  return fires !== undefined || isFiring({ plans: [], length: 0, course })
    ? { is: 'is never silent', why: 'It always fires: it reads no series.' }
    : { is: 'never fires', why: 'It can never fire: it reads no series, and what it compares is not so.' }
}

const isPresence = ({ subject }: Found): boolean => {
  const atoms = waysIn(subject).flatMap(({ holds }) => holds)
  return atoms.length > 0 && atoms.every(({ asks }) => asks === 'presence')
}

/** How often rules are evaluated and series scraped, with what a rule's group says. */
export const settingsFor = (settings: Settings, interval: number | undefined): Settings =>
  interval === undefined || interval * 1000 <= parseDuration(settings.evaluationInterval)
    ? settings
    : { ...settings, evaluationInterval: `${interval}s` }
