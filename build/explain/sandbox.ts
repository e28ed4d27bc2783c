import { Refused } from '../findings/problem.ts'
import { type Subject, waysIn } from '../witness/draft.ts'
import { type Metrics, metricsIn } from '../witness/ground.ts'
import { levelsIn } from '../witness/levels.ts'
import { type Plan, seriesText } from '../witness/plan.ts'
import { Scene } from '../witness/scene.ts'
import { Underivable } from '../witness/underivable.ts'
import type { Comparing, Way } from '../witness/ways.ts'
import { World } from '../witness/world.ts'
import { type Happened, type Happening, happened, type Playing, playing } from './happen.ts'
import { type Knob, knobsOf, mostSeries } from './search.ts'
import type { Found } from './stories.ts'
import type { Stage, Waiting } from './turns.ts'

/** The value that an alert compares, as far as series can be found for it. */
export interface Dial {
  readonly op: Comparing['op']
  readonly limit: number
  readonly min: number
  readonly max: number
  /** Where values are whole 1, otherwise a small share of the range. */
  readonly step: number
  /** A value that fires. */
  readonly start: number
}

/** One series of what a condition reads. */
export interface Lever {
  readonly name: string
  /** What is set is how much it grows in a second, and not its value. */
  readonly grows: boolean
  /** `undefined`: the series is not there. */
  readonly start: number | undefined
}

/** What a reader sets: the value that is compared, or a value for each lever. */
export type Setting = number | readonly (number | undefined)[]

/** What came of it, or a sentence that says why nothing did. */
export type Tried = { readonly shown: Happened; readonly begins: number } | { readonly why: string }

/** An alert to play with: nothing of it is shown before it was evaluated. */
export interface Sandbox {
  readonly dial: Dial | undefined
  readonly levers: readonly Lever[]
  /** Whether anything counts, and so may start from 0 again. */
  readonly counts: boolean
  readonly play: (setting: Setting, happenings: readonly Happening[]) => Tried
}

interface Told {
  readonly rule: Waiting
  readonly metrics: Metrics
  readonly found: Found
  readonly measured: Comparing | undefined
  /** The story that fires. */
  readonly firing: Stage | undefined
}

/** What a reader can do with an alert whose stories were looked for. */
export function sandboxOf(told: Told): Sandbox {
  const { rule, metrics, found, measured, firing } = told
  const { subject, clock } = found
  const counts = ({ labels }: Plan): boolean => {
    const type = metrics.metricOf({ is: 'selector', metric: labels.__name__ ?? '', matchers: [] })?.type
    return type === 'counter' || type === 'histogram'
  }
  const around: Playing = { rule, clock, counts, play: playing(rule, measured?.expr, clock) }
  const knobs = attempt(() => knobsOf(subject, rule.expr)) ?? []
  const levers = knobs.length > mostSeries ? [] : knobs.map((knob) => leverOf(knob, firing, clock.spacing))
  const play: Sandbox['play'] = (setting, happenings) => {
    try {
      const { plans, length, begins, ends } =
        typeof setting === 'number' ? turned(told, setting, happenings) : pulled(told, knobs, setting)
      const stage = { plans, length, course: around.play(plans, length) }
      return { shown: happened(stage, happenings, Math.round((begins + ends) / 2), around), begins }
    } catch (error) {
      if (error instanceof Underivable) return { why: `No series were found that make it that: ${error.message}.` }
      if (error instanceof Refused) return { why: `Prometheus would refuse it: ${error.problems[0]?.what ?? ''}` }
      throw error
    }
  }
  const dial = measured && dialOf(subject, measured)
  const tried = dial && play(dial.start, [])
  const isFound = tried !== undefined && 'shown' in tried && tried.shown.course.some(({ state }) => state === 'firing')
  const plans = firing?.plans ?? []
  return {
    dial: isFound ? dial : undefined,
    levers,
    counts: plans.some(counts) || levers.some(({ grows }) => grows),
    play,
  }
}

/** How many steps a slider has where values are not whole. */
const steps = 200

function dialOf(subject: Subject, measured: Comparing): Dial | undefined {
  const { op, value } = measured
  const { beyond, within, well } = levelsFor(subject, measured)
  if (![beyond, within, well].every(Number.isFinite)) return undefined
  const far = Math.max(Math.abs(beyond - well), Math.abs(value - well), Math.abs(beyond - within))
  const isWhole = [value, beyond, within, well].every(Number.isInteger)
  const [low, high] = [Math.min(value, beyond, within, well), Math.max(value, beyond, within, well)]
  const isShare = high <= 1 && low >= 0
  const min = low >= 0 ? Math.max(0, low - far) : low - far
  const max = isShare ? Math.min(1, high + far) : high + far
  return { op, limit: value, min, max, step: isWhole ? 1 : neat((max - min) / steps), start: beyond }
}

/** The next power of ten, or half or a fifth of one. */
function neat(step: number): number {
  const power = 10 ** Math.floor(Math.log10(step))
  return [power, 2 * power, 5 * power].findLast((each) => each <= step) ?? power
}

const levelsFor = (subject: Subject, measured: Comparing) =>
  levelsIn(
    { way: wayOf(subject, measured), ways: waysIn(subject) },
    measured,
    metricsIn(subject.ground.catalog),
    subject.ground.effort.margin,
  )

const wayOf = (subject: Subject, measured: Comparing): Way | undefined =>
  waysIn(subject).find(({ holds }) => holds.includes(measured))

/** What is played: quiet, then what is asked for, then quiet again; moments in milliseconds. */
interface Scenery {
  readonly plans: readonly Plan[]
  readonly length: number
  readonly begins: number
  readonly ends: number
}

/** The value that is compared as it is told, among healthy series. Throws `Underivable`. */
function turned({ found, measured }: Told, value: number, happenings: readonly Happening[]): Scenery {
  const { subject } = found
  const { clock } = subject.ground
  const way = measured && wayOf(subject, measured)
  if (measured === undefined || way === undefined) throw new Underivable('it compares no value')
  if (subject.lag !== undefined || subject.opening !== undefined)
    throw new Underivable('it compares with the past, or asks for the time of day')
  const samples = (ms: number): number => Math.ceil((ms + 2 * clock.interval) / clock.spacing) + clock.lead
  // What begins its wait anew needs the time for another one.
  const again = happenings.some((each) => each !== 'vanishes') ? subject.hold + subject.reach + 4 * clock.interval : 0
  const phases = [
    samples(subject.reach),
    samples(subject.hold + subject.reach + again),
    samples(subject.keep + subject.reach),
  ]
  const { well } = levelsFor(subject, measured)
  const scene = new Scene(subject, phases)
  scene.value(way, measured, [well, value, well])
  scene.rest(waysIn(subject))
  const [quiet = 0, lasting = 0] = phases
  return {
    plans: scene.world.plans,
    length: phases.reduce((sum, each) => sum + each, 0),
    begins: quiet * clock.spacing,
    ends: (quiet + lasting) * clock.spacing,
  }
}

/** Each series as it is told, all along. */
function pulled({ found }: Told, knobs: readonly Knob[], values: readonly (number | undefined)[]): Scenery {
  const { subject, clock } = found
  const { spacing, interval, lead } = clock
  const length = Math.ceil((subject.hold * 2 + subject.reach + 8 * interval) / spacing) + lead
  const world = new World([length], clock)
  for (const [at, { labels, motion }] of knobs.entries()) {
    const value = values[at]
    const each = value !== undefined && motion.mode === 'growth' ? (value * spacing) / 1000 : value
    if (each !== undefined) world.put(labels, [each], motion)
  }
  return { plans: world.plans, length, begins: 0, ends: length * spacing }
}

function leverOf({ labels, motion }: Knob, firing: Stage | undefined, spacing: number): Lever {
  const name = seriesText(labels)
  const grows = motion.mode === 'growth'
  if (firing === undefined) return { name, grows, start: 1 }
  const run = firing.plans.find((plan) => plan.name === name)?.runs.find(({ from }) => from !== undefined)
  const value = grows ? run && (run.step * 1000) / spacing : run?.from
  return { name, grows, start: value === undefined ? undefined : Number(value.toPrecision(4)) }
}

function attempt<T>(make: () => T): T | undefined {
  try {
    return make()
  } catch (error) {
    if (error instanceof Underivable || error instanceof Refused) return undefined
    throw error
  }
}
