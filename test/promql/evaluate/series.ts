import type { LabelSet, Series } from '../../../build/promql/evaluate/series.ts'
import type { Random } from '../conformance/random.ts'

/** How a series runs: a `bucket` is a counter whose slope grows with its edge. */
export type Shape = 'counter' | 'gauge' | 'state'

export const start = 1_700_006_400_000
export const end = start + 1_800_000

/**
 * A series from `start` to `end`, scraped about every 15 seconds but never on time: with scrapes missed, gaps longer than the
 * lookback, a late start or an early end, and counters that start again; an odd one has values that are no finite numbers.
 */
export function randomSeries(labels: LabelSet, shape: Shape, random: Random, isOdd = false): Series {
  const times: number[] = []
  const values: number[] = []
  const slope = random.below(50) + 1
  const begin = random.chance(0.3) ? start + random.below(900_000) : start
  const finish = random.chance(0.3) ? end - random.below(900_000) : end
  let value = random.chance(0.3) ? 0 : random.below(10_000) / 8
  for (let time = begin + random.below(15_000); time < finish; time += 14_000 + random.below(2000)) {
    if (shape === 'state') value = random.chance(0.8) ? 1 : 0
    else if (shape === 'gauge') value = (random.below(20_000) - 5000) / 16
    else value = random.chance(0.02) ? random.below(4) : value + (random.chance(0.3) ? 0 : random.below(slope * 8) / 8)
    if (random.chance(0.04)) continue
    if (random.chance(0.01)) time += 120_000 + random.below(300_000)
    times.push(time)
    values.push(isOdd && random.chance(0.1) ? random.pick([Number.NaN, Infinity, -Infinity]) : value)
  }
  return { labels, times, values }
}

/** Every combination of these values of labels, each with the name. */
export function combinations(name: string, labels: Readonly<Record<string, readonly string[]>>): readonly LabelSet[] {
  let all: readonly LabelSet[] = [{ __name__: name }]
  for (const [label, values] of Object.entries(labels)) {
    all = all.flatMap((each) => values.map((value) => ({ ...each, [label]: value })))
  }
  return all
}
