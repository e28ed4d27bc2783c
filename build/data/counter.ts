import type { CounterBehaviour, Flow } from './day.ts'
import { chance, happen, seedOf } from './noise.ts'
import { type At, course } from './signal.ts'

/** When a process was scraped, and when it started anew: Unix milliseconds, ascending. */
export interface Scrapes {
  readonly times: readonly number[]
  readonly starts: readonly number[]
  /** Between two scrapes. */
  readonly seconds: number
}

/** For how long things were counted before the first sample. */
export const secondsBefore = 172_800

/** The values of a counter. */
export function counted(behaviour: CounterBehaviour, scrapes: Scrapes): readonly number[] {
  const { flow, whole, before = [], share } = behaviour
  const below = before.map((each) => course(each, flow.seed))
  const own = share === undefined ? undefined : course(share, flow.seed)
  const growth = whole ? occurrences(flow, scrapes.seconds) : amounts(flow, scrapes.seconds)
  const luck = luckOf(flow)
  const grows: At = (time) => {
    const low = below.reduce((sum, each) => sum + each(time), 0)
    const high = own === undefined ? 1 : Math.min(1, low + own(time))
    const all = growth(time)
    return whole ? upTo(high, all, luck(time)) - upTo(low, all, luck(time)) : all * (high - low)
  }
  const first = scrapes.times[0] ?? 0
  const low = below.reduce((sum, each) => sum + each(first), 0)
  const until = flow.perSecond.peak * secondsBefore * ((own === undefined ? 1 : low + own(first)) - low)
  return accumulated(grows, whole ? Math.round(until) : until, scrapes)
}

/** How many things of a flow happen before a scrape. */
export function occurrences({ seed, perSecond }: Flow, seconds: number): At {
  const [rate, luck] = [course(perSecond, seed), seedOf(`${seed} happens`)]
  return (time) => happen(rate(time) * seconds, luck, Math.round(time / 1000))
}

function amounts({ seed, perSecond }: Flow, seconds: number): At {
  const rate = course(perSecond, seed)
  return (time) => Math.max(0, rate(time)) * seconds
}

/** What decides which of the things are of which kind. */
export function luckOf({ seed }: Flow): At {
  const luck = seedOf(`${seed} kinds`)
  return (time) => chance(luck, Math.round(time / 1000))
}

/** How many of `all` things are within the first `share` of them: on average just so many, and never more with less. */
export const upTo = (share: number, all: number, luck: number): number => Math.floor(all * share + luck)

/** A counter's values: what was before the first sample, and what it grew by since, from 0 after each start. */
export function accumulated(grows: At, before: number, { times, starts }: Scrapes): number[] {
  let value = before
  let next = starts.findIndex((start) => start > (times[0] ?? 0))
  if (next === -1) next = starts.length
  return times.map((time) => {
    if (time >= (starts[next] ?? Number.POSITIVE_INFINITY)) {
      next += 1
      value = 0
    }
    value += grows(time)
    return value
  })
}
