import type { Event, Signal } from './day.ts'
import { chance, seedOf, wandering } from './noise.ts'

const minute = 60_000
const hour = 60 * minute

/** The value of a signal over time, in Unix milliseconds. Signals of one seed stray together. */
export function course({ peak, wave = 0, drift = 0, noise = 0, meanwhile = [] }: Signal, seed: string): At {
  const [slow, fast] = [seedOf(`${seed} drift`), seedOf(`${seed} noise`)]
  return (time) => {
    let value = peak
    if (wave > 0) value *= 1 - wave * (1 - busyness(time))
    if (drift > 0) value *= 1 + drift * wandering(slow, time, 12 * minute)
    if (noise > 0) value *= 1 + noise * (2 * chance(fast, Math.round(time / 1000)) - 1)
    for (const event of meanwhile) value = during(event, time, value)
    return value
  }
}

export type At = (time: number) => number

function during({ from, until, ramp = 0, times = 1, plus = 0 }: Event, time: number, value: number): number {
  if (time < from || time >= until + ramp) return value
  const way = ramp === 0 ? 1 : Math.min(1, (time - from) / ramp, (until + ramp - time) / ramp)
  return value * (1 + (times - 1) * way) + plus * way
}

/** How busy people are at a time of the day (UTC), from 0 at night to 1 at eleven and three. */
function busyness(time: number): number {
  const clock = (time % (24 * hour)) / hour
  if (clock < 5 || clock > 22) return 0
  const day = Math.sin((Math.PI * (clock - 5)) / 17) ** 1.6
  const lunch = 0.22 * Math.exp(-(((clock - 12.6) / 0.7) ** 2))
  return Math.min(1, 1.08 * day) - lunch
}
