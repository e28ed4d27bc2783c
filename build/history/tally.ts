import type { Spell } from '../drills/course.ts'

/** What came of an alert, of all its series together. Durations are in milliseconds. */
export interface Tally {
  /** How many times it fired, each series by itself. */
  readonly fired: number
  /** How many times its condition held, and not for long enough. */
  readonly pending: number
  /** For how long at least one series fired, and the longest that one did. */
  readonly total: number
  readonly longest: number
  /** Whether one fires still. */
  readonly isFiring: boolean
}

/** Sums up what happened until `now`, in Unix milliseconds. */
export function tallyOf(spells: readonly Spell[], now: number): Tally {
  const firing = spells.flatMap(({ firedAt, until }) => (firedAt === undefined ? [] : [{ from: firedAt, until }]))
  let total = 0
  let reached = Number.NEGATIVE_INFINITY
  for (const { from, until = now } of firing.toSorted((a, b) => a.from - b.from)) {
    total += Math.max(0, until - Math.max(from, reached))
    reached = Math.max(reached, until)
  }
  return {
    fired: firing.length,
    pending: spells.filter(({ firedAt, until }) => firedAt === undefined && until !== undefined).length,
    total,
    longest: firing.reduce((most, { from, until = now }) => Math.max(most, until - from), 0),
    isFiring: firing.some(({ until }) => until === undefined),
  }
}
