import type { AnyAlert, AnyArm } from '../language/alert.ts'
import type { Ground } from './ground.ts'
import type { Plan } from './plan.ts'
import { Scene, type Standing } from './scene.ts'
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
  readonly ground: Ground
}

export const waysIn = ({ arms }: Subject): readonly Way[] => arms.flatMap(({ ways }) => ways)

/** The series of a scene with one phase for each standing, in which nothing else is wrong. */
export function staged(
  subject: Subject,
  standing: Standing,
  play: (scene: Scene) => void,
): Pick<Draft, 'plans' | 'length'> {
  const phases = lengths(subject).slice(0, standing.length)
  const scene = new Scene(subject.ground, phases, subject.hold)
  play(scene)
  scene.rest(waysIn(subject))
  return { plans: scene.world.plans, length: phases.reduce((sum, samples) => sum + samples, 0) }
}

/** Nothing is there at all. */
export const nothing = (subject: Subject): Pick<Draft, 'plans' | 'length'> => ({
  plans: [],
  length: lengths(subject)[0],
})

/** The samples of two phases: in the first there is time to fire, in the second to resolve. */
function lengths({ reach, hold, keep, ground }: Subject): readonly [number, number] {
  const { spacing, interval, lead } = ground.clock
  const samples = (ms: number) => Math.ceil((ms + reach + 2 * interval) / spacing) + lead
  return [samples(hold), samples(keep)]
}
