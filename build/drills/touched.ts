import type { Touch } from '../language/touch.ts'
import { seriesNames } from '../model/catalog.ts'
import type { Model } from '../model/model.ts'

/** The names of the series that something happens to; `all` where Prometheus itself is down. */
export function namesTouched(
  touches: readonly Touch[],
  { metrics }: Pick<Model, 'metrics'>,
): ReadonlySet<string> | 'all' {
  if (touches.some(({ does }) => does === 'blind')) return 'all'
  return new Set(
    touches.flatMap((touch) => {
      if ('metric' in touch) return seriesNames(touch.metric)
      if (!('job' in touch)) return []
      const { job } = touch
      const exposed = metrics.filter(({ value }) => value.jobs.includes(job)).flatMap(({ value }) => seriesNames(value))
      return ['up', ...exposed]
    }),
  )
}

/** Whether something that reads these series is concerned. */
export const isConcerned = (read: ReadonlySet<string>, touched: ReadonlySet<string> | 'all'): boolean =>
  touched === 'all' ? read.size > 0 : [...read].some((name) => touched.has(name))
