import type { AnyAlert, AnyArm } from '../language/alert.ts'
import { exact } from './course.ts'
import type { Ground } from './ground.ts'
import type { Lag } from './lag.ts'
import { type Plan, planOf, type Run } from './plan.ts'
import { Scene, type Standing } from './scene.ts'
import { Underivable } from './underivable.ts'
import type { AlertClass, Way } from './ways.ts'

/** What a witness shows of an alert. */
export const kinds = ['fires', 'just under', 'healthy', 'idle', 'absent', 'alone', 'resolves', 'scenario'] as const
export type Kind = (typeof kinds)[number]

/** What must be seen: it fires at some time, at none, at every evaluation, or no longer at the end. */
export type Claim = 'fires' | 'silent' | 'always' | 'resolves'

/** A witness that was worked out, before anybody has seen it do what it claims. */
export interface Draft {
  readonly kinds: readonly [Kind, ...Kind[]]
  /** Follows the alert's name: `fires at 5.1%`. */
  readonly title: string
  readonly claim: Claim
  /** Only series with these values of labels may fire. */
  readonly only?: Readonly<Record<string, string>>
  readonly plans: readonly Plan[]
  /** In samples. */
  readonly length: number
}

/** One rule of an alert with its condition taken apart. */
export interface Arm extends AnyArm {
  readonly ways: readonly Way[]
}

/** An alert with its conditions taken apart; durations in milliseconds. */
export interface Subject {
  readonly alert: AnyAlert
  readonly arms: readonly Arm[]
  readonly class: AlertClass
  readonly hold: number
  readonly keep: number
  /** How far back the conditions look. */
  readonly reach: number
  /** How much of that is for what must first become so old. */
  readonly ages: number
  /** When its hours begin, in milliseconds; until then all is well. */
  readonly opening?: number
  /** The past with which a condition compares the present, where one does. */
  readonly lag: Lag | undefined
  readonly ground: Ground
}

export const waysIn = ({ arms }: Pick<Subject, 'arms'>): readonly Way[] => arms.flatMap(({ ways }) => ways)

/** The series of a scene in which nothing else is wrong; `play` gets what stands in each of its phases. */
export function staged(
  subject: Subject,
  standing: Standing,
  play: (scene: Scene, standing: Standing) => void,
): Pick<Draft, 'plans' | 'length'> {
  const [toFire, toResolve] = lengths(subject)
  const lasting = standing.map((level, at) => (at === 0 || level === 'beyond' ? toFire : toResolve))
  const stage =
    subject.lag === undefined ? opened(subject, lasting, standing) : lagging(subject, subject.lag, lasting, standing)
  const scene = new Scene(subject, stage.phases, stage.past)
  play(scene, stage.standing)
  scene.rest(waysIn(subject))
  const length = stage.phases.reduce((sum, samples) => sum + samples, 0)
  return { plans: scene.world.plans.map((plan) => begun(plan, subject)), length }
}

/** Long before the hours begin nothing looks at a series: it begins a day before what does. */
function begun(plan: Plan, { opening = 0, reach, lag, ground }: Subject): Plan {
  const early = Math.floor((opening - reach - (lag?.past ?? 0) - 86_400_000) / ground.clock.spacing)
  return early > 0 ? planOf(plan.labels, without(plan.runs, early)) : plan
}

/** The samples without the first so many. */
function without(runs: readonly Run[], count: number): readonly Run[] {
  let left = count
  const kept = runs.flatMap((run): readonly Run[] => {
    const gone = Math.min(left, run.samples)
    left -= gone
    if (gone === run.samples) return []
    return [
      run.from === undefined || gone === 0
        ? { ...run, samples: run.samples - gone }
        : { ...run, samples: run.samples - gone, from: exact(run.from + run.step * gone) },
    ]
  })
  return [{ samples: count, step: 0 }, ...kept]
}

/** Before the phases the time until the hours begin, in which all is well. */
function opened({ opening = 0, reach, ground }: Subject, lasting: readonly number[], standing: Standing) {
  const before = Math.floor(Math.max(0, opening - reach) / ground.clock.spacing)
  if (before === 0) return { phases: lasting, standing, past: [] }
  return { phases: [before, ...lasting], standing: ['well', ...standing] as const satisfies Standing, past: [] }
}

/**
 * Before the phases a past as it usually is; they are cut so that of each it is known which one lies an offset before it.
 */
function lagging(
  { reach, opening = 0, ground }: Subject,
  { past }: Lag,
  lasting: readonly number[],
  standing: Standing,
) {
  const { spacing, interval } = ground.clock
  const offset = Math.round(past / spacing)
  const total = lasting.reduce((sum, samples) => sum + samples, 0)
  if (total / offset > mostCuts) throw new Underivable('it compares the present with what was a moment ago')
  const starts = new Set<number>()
  for (const start of [0, lasting[0] ?? 0]) for (let at = start; at < total; at += offset) starts.add(at)
  const cuts = [...starts].sort((a, b) => a - b)
  const before = Math.ceil(Math.max(past + reach + 2 * interval, opening - reach) / spacing)
  return {
    phases: [before, ...cuts.map((start, at) => (cuts[at + 1] ?? total) - start)],
    standing: [
      'well',
      ...cuts.map((start) => standing[start < (lasting[0] ?? 0) ? 0 : 1] ?? 'well'),
    ] as const satisfies Standing,
    past: [undefined, ...cuts.map((start) => cuts.findLastIndex((other) => other <= start - offset) + 1)],
  }
}

const mostCuts = 40

/** Nothing is there at all. */
export const nothing = (subject: Subject): Pick<Draft, 'plans' | 'length'> => ({
  plans: [],
  length: lengths(subject)[0],
})

/** The samples of two phases: in the first there is time to fire, in the second to resolve. */
export function lengths({ reach, hold, keep, ground }: Subject): readonly [number, number] {
  const { spacing, interval, lead } = ground.clock
  const samples = (ms: number) => Math.ceil((ms + reach + 2 * interval) / spacing) + lead
  return [samples(hold), samples(keep)]
}
