import { chance, seedOf } from '../data/noise.ts'
import { isWithin, type Span } from './spans.ts'

/** One process that Prometheus scrapes, and what becomes of it. Times are Unix milliseconds. */
export class Target {
  readonly job: string
  readonly instance: string
  /** When it is scraped, whether or not it answers. */
  readonly times: readonly number[]
  /** When it does not answer, though it goes on. */
  readonly down: Span[] = []
  /** When there is no process. */
  readonly dead: Span[] = []
  /** When Prometheus does not know it. */
  readonly away: Span[] = []
  /** When its process started anew, ascending. */
  readonly starts: number[] = []

  constructor(job: string, instance: string, times: readonly number[]) {
    this.job = job
    this.instance = instance
    this.times = times
  }

  isAway(time: number): boolean {
    return isWithin(this.away, time)
  }

  lives(time: number): boolean {
    return !isWithin(this.dead, time)
  }

  answers(time: number): boolean {
    return this.lives(time) && !isWithin(this.down, time) && !this.isAway(time)
  }
}

/** How far a scrape strays from its time, in milliseconds. */
const jitter = 150

/**
 * When a target is scraped within a stretch of time: at a phase of its own, as Prometheus spreads its targets, and each time
 * a little early or late. Always the same for the same target.
 */
export function scrapesOf(job: string, instance: string, { from, until }: Span, seconds: number): readonly number[] {
  const interval = seconds * 1000
  const seed = seedOf(`scrapes ${job} ${instance}`)
  const phase = Math.floor(chance(seed, 0) * interval)
  const first = Math.ceil((from - phase) / interval)
  const last = Math.floor((until - phase) / interval)
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => {
    const stray = (2 * chance(seed, first + at) - 1) * jitter
    return Math.round((first + at) * interval + phase + stray)
  })
}
