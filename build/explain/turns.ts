import { Refused } from '../findings/problem.ts'
import { printDuration } from '../promql/duration.ts'
import { selectors } from '../promql/rewrite.ts'
import type { Expr } from '../promql/tree.ts'
import { walk } from '../promql/walk.ts'
import { type Draft, nothing, type Subject, staged, waysIn } from '../witness/draft.ts'
import type { Plan, Run } from '../witness/plan.ts'
import type { Clock } from '../witness/time.ts'
import { Underivable } from '../witness/underivable.ts'
import { reads } from '../witness/world.ts'
import { type CourseOfRule, courseOf, type State } from './course.ts'
import { ended, holed } from './cuts.ts'
import { windowOf } from './delay.ts'
import { gracePeriod } from './restart.ts'

/** Something that goes wrong around an alert, and what the alert makes of it. */
export interface Turn {
  readonly kind: 'vanishes' | 'scrape' | 'idle' | 'absent' | 'restart'
  /** A sentence. */
  readonly told: string
  /** What was played; a restart of Prometheus is only told. */
  readonly played?: Stage
}

/** Series over time, and what a rule made of them. */
export interface Stage {
  readonly plans: readonly Plan[]
  /** In samples. */
  readonly length: number
  readonly course: CourseOfRule
}

type Play = (plans: readonly Plan[], length: number) => CourseOfRule

/** A rule's waits in milliseconds, and how far its condition looks back. */
export interface Waiting {
  readonly expr: Expr
  readonly for: number
  readonly keepFiringFor: number
}

/** What becomes of an alert when series vanish, a scrape fails, nothing has traffic, nothing is there, or Prometheus restarts. */
export function turnsOf(
  rule: Waiting,
  subject: Subject,
  measured: Expr | undefined,
  firing: Stage | undefined,
): readonly Turn[] {
  const { clock } = subject.ground
  const play: Play = (plans, length) => courseOf(rule, measured, plans, clock, length)
  return [
    ...(firing === undefined || firing.plans.length === 0
      ? []
      : [vanishing(firing, subject, play, clock), failing(firing, subject, play, clock)].flatMap((turn) => turn ?? [])),
    ...idling(rule.expr, subject, play),
    emptied(subject, play),
    restarting(rule.expr, subject),
  ]
}

const firstAt = (course: CourseOfRule, state: State): number | undefined =>
  course.find((each) => each.state === state)?.at

function vanishing(firing: Stage, subject: Subject, play: Play, clock: Clock): Turn | undefined {
  const at = firstAt(firing.course, 'firing')
  if (at === undefined) return undefined
  const slot = Math.floor(at / clock.spacing)
  const plans = firing.plans.map((plan) => ended(plan, slot + 1))
  const wait = subject.reach + subject.keep + 300_000 + 3 * clock.interval
  const length = slot + Math.ceil(wait / clock.spacing)
  const course = play(plans, length)
  const over = course.find((each) => each.at > at && each.state === 'resolved')?.at
  const told =
    over === undefined
      ? `When its series vanish while it fires, it goes on firing: ${printDuration(wait)} later it still did.`
      : `When its series vanish while it fires, it is resolved ${after(over - at, clock)}, although nothing is well.`
  return { kind: 'vanishes', told, played: { plans, length, course } }
}

const after = (ms: number, { interval }: Clock): string =>
  ms <= interval ? 'at the next evaluation' : `${printDuration(ms)} later`

/** One scrape fails, of all targets, right before an evaluation: Prometheus marks their series as ended until the next. */
function failing(firing: Stage, subject: Subject, play: Play, clock: Clock): Turn | undefined {
  const fires = firstAt(firing.course, 'firing')
  const waits = firstAt(firing.course, 'pending')
  if (fires === undefined) return undefined
  const at = waits === undefined ? fires : Math.max(waits, fires - clock.interval)
  const slot = Math.floor(at / clock.spacing)
  if (slot < 2) return undefined
  const plans = firing.plans.map((plan) => holed(plan, slot))
  const { length } = firing
  const course = play(plans, length)
  const then = course.find((each) => each.state === 'firing')?.at
  const seen = course.find((each) => each.at === at)?.state
  const usually = firing.course.find((each) => each.at === at)?.state
  const told =
    seen === usually && then === fires
      ? 'When one scrape fails, nothing changes.'
      : seen === 'firing' || seen === 'pending'
        ? `When one scrape fails, it fires ${then === undefined ? 'not at all in this story' : `after ${printDuration(then)} instead of ${printDuration(fires)}`}.`
        : subject.hold > 0
          ? `When one scrape fails just before an evaluation, the wait of ${printDuration(subject.hold)} begins anew.`
          : 'When one scrape fails just before an evaluation, it is not seen at that one.'
  return { kind: 'scrape', told, played: { plans, length, course } }
}

function idling(expr: Expr, subject: Subject, play: Play): readonly Turn[] {
  const grows = [...walk(expr)].some((node) => node.is === 'call' && /^(?:i?rate|increase)$/.test(node.fn))
  if (!grows) return []
  const values = (waysIn(subject).length === 0 ? [] : (waysIn(subject)[0]?.holds ?? [])).flatMap((atom) =>
    atom.asks === 'value' ? atom.expr : [],
  )
  if (values.length === 0) return []
  const stage = attempted(() =>
    staged(subject, ['well'], (scene) => {
      for (const value of values) scene.fill(value, 0)
    }),
  )
  if (stage === undefined) return []
  const course = played(play, stage)
  if (course === undefined || grown(expr, stage.plans)) return []
  const told = course.some(({ state }) => state === 'firing')
    ? 'Without traffic, when its counters stand still, it fires.'
    : 'Without traffic, when its counters stand still, it stays silent.'
  return [{ kind: 'idle', told, played: { ...stage, course } }]
}

function emptied(subject: Subject, play: Play): Turn {
  const stage = nothing(subject)
  const course = play([], stage.length)
  const told = course.some(({ state }) => state === 'firing')
    ? 'Without any series it fires.'
    : 'Without any series it stays silent: nobody is told that what it watches is gone.'
  return { kind: 'absent', told, played: { ...stage, course } }
}

/** Whether a counter moves all the same. */
const grown = (expr: Expr, plans: readonly Plan[]): boolean => {
  const counters = [...walk(expr)].flatMap((node) =>
    node.is === 'call' && /^(?:i?rate|increase)$/.test(node.fn) ? node.args.flatMap(selectors) : [],
  )
  const read = plans.filter(({ labels }) => counters.some((selector) => reads(selector, labels)))
  return read.length === 0 || read.some(({ runs }) => runs.some(({ step }) => step !== 0) || levelsOf(runs) > 1)
}

const levelsOf = (runs: readonly Run[]): number => new Set(runs.flatMap(({ from }) => from ?? [])).size

function restarting(expr: Expr, { hold, keep }: Subject): Turn {
  const window = windowOf(expr)
  const wait =
    hold === 0
      ? 'it fires again at the first evaluation that sees its condition'
      : hold < gracePeriod
        ? `the wait of ${printDuration(hold)} begins anew, also where it fired already, since Prometheus restores only a \`for\` of 10m or more`
        : `what it has waited for is restored where Prometheus was away for less than 1h; where it was still waiting it waits for 10m at least`
  const seen =
    window > 0
      ? `; samples are missing for as long as it was away, which its ${printDuration(window)} of history feel`
      : ''
  const kept = keep > 0 ? '; that it should keep firing is forgotten' : ''
  return { kind: 'restart', told: `When Prometheus restarts, ${wait}${seen}${kept}.` }
}

function attempted(make: () => Pick<Draft, 'plans' | 'length'>): Pick<Draft, 'plans' | 'length'> | undefined {
  try {
    return make()
  } catch (error) {
    if (error instanceof Underivable || error instanceof Refused) return undefined
    throw error
  }
}

function played(play: Play, { plans, length }: Pick<Draft, 'plans' | 'length'>): CourseOfRule | undefined {
  try {
    return play(plans, length)
  } catch (error) {
    if (error instanceof Refused) return undefined
    throw error
  }
}
