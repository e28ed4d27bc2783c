import { rangeUtil, type TimeRange } from '@grafana/data'
import { QueryFailed } from './api.ts'

/** What of the panel and its data source decides how finely a range is asked. */
export interface Resolution {
  /** About one point per pixel. */
  readonly maxDataPoints: number
  /** The least step that the query or its panel asks for: `1m`. */
  readonly interval: string | undefined
  /** Seconds between two scrapes. */
  readonly scrapeInterval: number
}

/**
 * The step of a range query in seconds: a round figure that gives about as many points as there are pixels. Throws
 * `QueryFailed` where the least step is no duration.
 */
export function stepOf(range: TimeRange, { maxDataPoints, interval, scrapeInterval }: Resolution): number {
  const least = secondsOf(interval) ?? scrapeInterval
  const { intervalMs } = rangeUtil.calculateInterval(range, Math.max(maxDataPoints, 1), `${least * 1000}ms`)
  const span = (range.to.valueOf() - range.from.valueOf()) / 1000
  // Prometheus refuses more than 11,000 points.
  return Math.max(intervalMs / 1000, Math.ceil(span / 11_000), 1)
}

/** Grafana's `$__rate_interval` in seconds: at least four scrapes, so that a rate always has two samples. */
export const rateIntervalOf = (step: number, scrapeInterval: number): number =>
  Math.max(step + scrapeInterval, 4 * scrapeInterval)

/** A duration as Grafana writes it, `15s` or `>1m`, in seconds. Throws `QueryFailed` where it is none. */
export function secondsOf(interval: string | undefined): number | undefined {
  const text = interval?.replace(/^>/, '').trim()
  if (text === undefined || text === '') return undefined
  const [, count, unit] = /^(\d+(?:\.\d+)?)(ms|[Mwdhmsy])?$/.exec(text) ?? []
  if (count === undefined)
    throw new QueryFailed(`The least step of this panel is ${text}, which is no duration such as 30s.`)
  return Number(count) * rangeUtil.intervalToSeconds(`1${unit ?? 's'}`)
}
