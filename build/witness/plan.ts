import type { LabelSet, Series } from '../promql/evaluate/series.ts'
import { exact } from './course.ts'
import type { Clock } from './time.ts'

/** Samples in a row: the first is `from`, each other `step` more than the one before. Without `from` there are none. */
export interface Run {
  readonly samples: number
  readonly from?: number
  readonly step: number
  /** Whether the first of them says that the series has ended: a staleness marker. */
  readonly isEnd?: true
}

/** One series of a test. Its first sample comes one spacing after the start: at 0 it would be on the edge of windows. */
export interface Plan {
  readonly labels: LabelSet
  readonly runs: readonly Run[]
  /** As promtool names it: `up{job="redis"}`. */
  readonly name: string
  /** In promtool's notation: `_ 0+12x39`. */
  readonly values: string
}

export const planOf = (labels: LabelSet, runs: readonly Run[]): Plan => ({
  labels,
  runs,
  name: seriesText(labels),
  values: ['_', ...runs.filter(({ samples }) => samples > 0).map(runText)].join(' '),
})

function runText({ samples, from, step, isEnd }: Run): string {
  if (isEnd) return samples === 1 ? 'stale' : `stale _x${samples - 1}`
  if (from === undefined) return `_x${samples}`
  return `${from}${step < 0 ? '' : '+'}${step}x${samples - 1}`
}

export function seriesText({ __name__: name = '', ...labels }: LabelSet): string {
  const matchers = Object.entries(labels).map(([label, value]) => `${label}=${JSON.stringify(value)}`)
  return matchers.length === 0 ? name : `${name}{${matchers.join(',')}}`
}

/** Of the samples those that some evaluation looks at, where there would be too many. */
export function thinned(runs: readonly Run[], { spacing, interval, look }: Clock): readonly Run[] {
  if (look === undefined) return runs
  const isSeen = (slot: number) => Math.ceil((slot * spacing) / interval) * interval - slot * spacing <= look + spacing
  let slot = 0
  return runs.flatMap(({ samples, from, step }) => {
    const parts: { samples: number; from?: number; step: number }[] = []
    for (let index = 0; index < samples; index += 1) {
      slot += 1
      const there = from !== undefined && isSeen(slot)
      const last = parts.at(-1)
      if (last !== undefined && (last.from !== undefined) === there) last.samples += 1
      else parts.push(there ? { samples: 1, from: exact(from + step * index), step } : { samples: 1, step: 0 })
    }
    return parts
  })
}

const made = new WeakMap<Plan, { readonly spacing: number; readonly series: Series }>()

/**
 * The samples as promtool makes them, `spacing` milliseconds apart: it adds `step` up, rounding as it goes. They are made once:
 * a plan is read by every rule, and by each with other thresholds.
 */
export function seriesOf(plan: Plan, spacing: number): Series {
  const known = made.get(plan)
  if (known?.spacing === spacing) return known.series
  const series = sampled(plan, spacing)
  made.set(plan, { spacing, series })
  return series
}

function sampled({ labels, runs }: Plan, spacing: number): Series {
  const times: number[] = []
  const values: (number | null)[] = []
  let at = 0
  for (const { samples, from, step, isEnd } of runs) {
    let value = from
    for (let index = 0; index < samples; index += 1) {
      at += spacing
      if (isEnd && index === 0) {
        times.push(at)
        values.push(null)
      }
      if (value === undefined) continue
      times.push(at)
      values.push(value)
      value += step
    }
  }
  return { labels, times, values }
}
