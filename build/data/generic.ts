import type { Labels } from '../language/labels.ts'
import type { AnyMetric } from '../language/metric.ts'
import type { Unit } from '../language/units.ts'
import type { LabelSet } from '../promql/evaluate/series.ts'
import type { Behaviour, Signal } from './day.ts'
import { flow, type Row } from './row.ts'
import { variantsOf } from './variants.ts'

/** What a gauge of each unit stands at, and how much of it a counter counts per second. */
const usual: Readonly<Record<Unit, { readonly level: number; readonly perSecond: number }>> = {
  count: { level: 20, perSecond: 1 },
  seconds: { level: 2, perSecond: 0.3 },
  bytes: { level: 300 * 2 ** 20, perSecond: 300 * 2 ** 10 },
  ratio: { level: 0.4, perSecond: 0.01 },
  'count/s': { level: 5, perSecond: 1 },
  'bytes/s': { level: 300 * 2 ** 10, perSecond: 300 * 2 ** 10 },
  state: { level: 1, perSecond: 1 },
}

/** What is counted under such names hardly ever happens to those who are well. */
const unwelcome = /error|fail|reject|evict|drop|deadlock|timeout/

/** A metric that no scenario knows, by what the catalog declares: it shows data from its first day on. */
export function genericRows(metric: AnyMetric, declared: Labels, edges: readonly string[], started: readonly number[]) {
  const variants = variantsOf(declared)
  return variants.map((labels, at): Row => {
    const seed = `${metric.name} ${JSON.stringify(labels)}`
    return { labels, behaviour: behaviourOf(metric, seed, shareOf(metric, variants, labels, at), edges, started) }
  })
}

function behaviourOf(
  { type, name, unit, facts, edges: limits = [] }: AnyMetric,
  seed: string,
  share: number,
  edges: readonly string[],
  started: readonly number[],
): Behaviour {
  const busy = (peak: number): Signal => ({ peak: peak * share, wave: 0.7, drift: 0.15, noise: 0.1 })
  const { level, perSecond } = usual[unit]
  switch (type) {
    case 'counter': {
      const rate = unwelcome.test(name)
        ? { peak: 0 }
        : facts.partition === undefined
          ? busy(perSecond)
          : { peak: share }
      return { is: 'counter', flow: flow(seed, rate), whole: unit === 'count' }
    }
    case 'histogram': {
      const median = { peak: limits[Math.floor(limits.length / 3)] ?? 1, drift: 0.2 }
      return { is: 'histogram', flow: flow(seed, busy(1)), median, closeness: 2, edges }
    }
    case 'info':
      return { is: 'gauge', level: { peak: 1 } }
    case 'timestamp':
      return { is: 'timestamp', moments: started }
    case 'gauge':
      if (unit === 'state') return { is: 'gauge', level: { peak: 1 } }
      return {
        is: 'gauge',
        level: { ...busy(level), wave: 0.3 },
        whole: unit === 'count' || unit === 'bytes',
        // Where 0 is no amount, it stays above.
        least: Math.max(facts.least ?? 0, facts.zeroMeans === undefined ? 0 : 1),
      }
  }
}

/** Of the first variant most, of each next one less; the values of a partition share one whole. */
function shareOf({ facts }: AnyMetric, variants: readonly LabelSet[], labels: LabelSet, at: number): number {
  const { partition } = facts
  if (partition === undefined) return 1 / (at + 1)
  const values = [...new Set(variants.map((each) => each[partition] ?? ''))]
  const weights = values.map((_, index) => 1 / (index + 1))
  const own = weights[values.indexOf(labels[partition] ?? '')] ?? 0
  return own / weights.reduce((sum, weight) => sum + weight, 0)
}
