import type { Plan } from '../witness/plan.ts'
import type { Clock } from '../witness/time.ts'
import { type CourseOfRule, courseOf } from './course.ts'
import { ended, holed, restarted, unseen } from './cuts.ts'
import type { Away } from './restart.ts'
import type { Stage, Waiting } from './turns.ts'

/** What may happen while an alert is played. */
export type Happening = 'vanishes' | 'scrape' | 'reset' | 'restart'

/** When it happens, in milliseconds after the start. */
export interface Mark {
  readonly at: number
  readonly is: Happening
}

/** A stage in which something happens. */
export interface Happened extends Stage {
  readonly marks: readonly Mark[]
}

/** What is played, and how. */
export interface Playing {
  readonly rule: Waiting
  readonly clock: Clock
  /** Whether a series is a counter, which a process starts from 0. */
  readonly counts: (plan: Plan) => boolean
  readonly play: (plans: readonly Plan[], length: number, away?: Away) => CourseOfRule
}

/** For how many evaluations a Prometheus that is started anew is away. */
const missed = 2

/** Series are changed where the alert would feel it: a failed scrape while it waits, a restart once it fires. */
export function happened(
  stage: Stage,
  happenings: readonly Happening[],
  middle: number,
  { clock, counts, play }: Playing,
): Happened {
  const { interval, spacing } = clock
  const at = (state: string): number | undefined => stage.course.find((each) => each.state === state)?.at
  // What fires from the start on has no moment of its own.
  const fires = at('firing') || undefined
  const [felt, begun] = [fires ?? middle, at('pending') ?? fires ?? middle]
  const slot = (time: number): number => Math.max(2, Math.floor(time / spacing))
  let { plans } = stage
  let away: Away | undefined
  const marks: Mark[] = []
  const is = (each: Happening, time: number): boolean => {
    if (happenings.includes(each)) marks.push({ at: time, is: each })
    return happenings.includes(each)
  }
  if (is('reset', begun)) plans = plans.map((plan) => (counts(plan) ? restarted(plan, slot(begun)) : plan))
  const seen = fires === undefined ? middle : Math.max(begun, fires - interval)
  if (is('scrape', seen)) plans = plans.map((plan) => holed(plan, slot(seen)))
  if (is('vanishes', felt)) plans = plans.map((plan) => ended(plan, slot(felt) + 1))
  const from = Math.floor(felt / interval) * interval
  if (is('restart', from)) {
    away = { from, to: from + (missed + 1) * interval }
    const samples = Math.floor((away.to - from) / spacing) - 1
    plans = plans.map((plan) => unseen(plan, slot(from) + 1, samples))
  }
  return { plans, length: stage.length, course: play(plans, stage.length, away), marks }
}

/** A rule over series, as a server evaluates it. */
export const playing =
  (rule: Waiting, measured: Parameters<typeof courseOf>[1], clock: Clock): Playing['play'] =>
  (plans, length, away) =>
    courseOf(rule, measured, plans, clock, length, 'left-open', away)
