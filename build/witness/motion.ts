import { type Course, exact } from './course.ts'
import type { Run } from './plan.ts'
import type { Clock } from './time.ts'

/** How a series moves, and so what its course says of it. */
export type Motion =
  /** The value that it has. */
  | { readonly mode: 'level' }
  /** By how much it grows from one sample to the next; at the start by so many samples' growth at once: it is nothing new. */
  | { readonly mode: 'growth'; readonly ahead?: number }
  /** How many events it counts, all at once and a while after the phase has begun. */
  | { readonly mode: 'events' }
  /** By how much it rises or falls from one sample to the next, from `base` on at the lowest. */
  | { readonly mode: 'slope'; readonly base: number }
  /** What it has more than the seconds that have passed: a moment that moves with the clock. */
  | { readonly mode: 'clock' }
  /** Where its straight line, which rises or falls, will be `ahead` seconds later, seen `late` seconds before the phase ends. */
  | {
      readonly mode: 'trend'
      readonly ahead: number
      readonly late: number
      readonly rises: boolean
      /** Its usual level. */
      readonly base: number
    }
  /** How often it changes within `window` milliseconds; at once, unless it is `steady`. Each change of what `falls` is a reset; what `turns` is 0 or 1. */
  | {
      readonly mode: 'changes'
      readonly window: number
      readonly steady: boolean
      readonly falls: boolean
      readonly turns?: boolean
    }

export type Mode = Motion['mode']

/** The samples of a series, phase by phase, as few runs as possible. */
export const runsOf = (phases: readonly number[], course: Course, motion: Motion, clock: Clock): readonly Run[] =>
  joined(moved(phases, course, motion, clock))

function moved(phases: readonly number[], course: Course, motion: Motion, clock: Clock): readonly Run[] {
  switch (motion.mode) {
    case 'level':
      return each(phases, course, (samples, from) => [{ samples, from, step: 0 }])
    case 'growth':
      return begun(growing(phases, course, 0), motion.ahead ?? 0)
    case 'events':
      return events(phases, course, clock)
    case 'slope':
      return growing(phases, course, motion.base - lowest(phases, course))
    case 'clock':
      return onTheClock(phases, course, clock)
    case 'trend': {
      const { ahead, late } = motion
      return each(phases, course, (samples, wanted) => {
        const base = startOf(wanted, motion)
        const step = exact((((wanted - base) / ahead) * clock.spacing) / 1000)
        return [{ samples, from: exact(base - step * (samples - 1 - (late * 1000) / clock.spacing)), step }]
      })
    }
    case 'changes':
      return changes(phases, course, motion, clock)
  }
}

const each = (
  phases: readonly number[],
  course: Course,
  runs: (samples: number, value: number) => readonly Run[],
): readonly Run[] =>
  phases.flatMap((samples, at) => {
    const value = course[at]
    return value === undefined ? [{ samples, step: 0 }] : runs(samples, value)
  })

function growing(phases: readonly number[], course: Course, start: number): readonly Run[] {
  let last = start
  return phases.map((samples, at) => {
    const step = course[at]
    if (step === undefined) return { samples, step: 0 }
    const from = at === 0 ? last : exact(last + step)
    last = exact(from + step * (samples - 1))
    return { samples, from, step }
  })
}

/** The first sample, and all others after a leap. */
function begun(runs: readonly Run[], ahead: number): readonly Run[] {
  const [first, ...others] = runs
  if (ahead === 0 || first?.from === undefined) return runs
  const leap = exact(first.step * ahead)
  const moved = (run: Run): Run => (run.from === undefined ? run : { ...run, from: exact(run.from + leap) })
  const rest = moved({ ...first, samples: first.samples - 1, from: exact(first.from + first.step) })
  return [{ ...first, samples: 1 }, rest, ...others.map(moved)]
}

/** Where a line stands from which it has yet some way to go. */
function startOf(wanted: number, { rises, base }: Extract<Motion, { readonly mode: 'trend' }>): number {
  if (wanted <= 0) return rises ? wanted - base : base
  return rises ? wanted / 2 : Math.max(base, wanted * 2)
}

/** Where a line that starts at 0 is lowest. */
function lowest(phases: readonly number[], course: Course): number {
  const ends = growing(phases, course, 0).map(({ samples, from = 0, step }) => from + step * samples)
  return Math.min(0, ...ends)
}

function events(phases: readonly number[], course: Course, { lead }: Clock): readonly Run[] {
  let last = 0
  return each(phases, course, (samples, counted) => {
    const before = last
    last += counted
    return [
      { samples: lead, from: before, step: 0 },
      { samples: samples - lead, from: last, step: 0 },
    ]
  })
}

/** No moment lies before the epoch: until then there is nothing. */
function onTheClock(phases: readonly number[], course: Course, { spacing }: Clock): readonly Run[] {
  const step = spacing / 1000
  let before = 0
  return phases.flatMap((samples, at): readonly Run[] => {
    const start = before
    before += samples
    const ahead = course[at]
    if (ahead === undefined) return [{ samples, step: 0 }]
    const none = Math.min(samples, Math.max(0, Math.ceil(-ahead / step) - start - 1))
    return [
      { samples: none, step: 0 },
      { samples: samples - none, from: exact((start + none + 1) * step + ahead), step },
    ]
  })
}

function changes(
  phases: readonly number[],
  course: Course,
  { window, steady, falls, turns = false }: Extract<Motion, { readonly mode: 'changes' }>,
  { lead, spacing }: Clock,
): readonly Run[] {
  let value = 0
  const rising = each(phases, course, (samples, wanted) => {
    const times = Math.round(wanted)
    const period = steady ? Math.max(1, Math.floor((Math.floor(window / spacing) - 1) / Math.max(1, times))) : 1
    const moving = times === 0 ? 0 : steady ? samples - lead : Math.min(times, samples - lead)
    const runs: Run[] = [{ samples: lead, from: value, step: 0 }]
    for (let at = 0; at < moving; at += period) {
      value += 1
      runs.push({ samples: Math.min(period, moving - at), from: value, step: 0 })
    }
    return [...runs, { samples: samples - lead - moving, from: value, step: 0 }]
  })
  if (!falls && !turns) return rising
  const other = (from: number): number => (turns ? from % 2 : value - from)
  return rising.map((run) => (run.from === undefined ? run : { ...run, from: other(run.from) }))
}

/** Runs that go on in the same way are one. */
function joined(all: readonly Run[]): readonly Run[] {
  const result: Run[] = []
  for (const run of all) {
    const last = result.at(-1)
    if (run.samples <= 0) continue
    if (last !== undefined && goesOn(last, run)) result.splice(-1, 1, { ...last, samples: last.samples + run.samples })
    else result.push(run)
  }
  return result
}

function goesOn(last: Run, next: Run): boolean {
  if (last.from === undefined || next.from === undefined) return last.from === next.from
  return last.step === next.step && next.from === exact(last.from + last.step * last.samples)
}
