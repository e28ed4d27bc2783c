import { dateTime, type TimeRange } from '@grafana/data'
import type { Lookup } from './interpolate.ts'
import { rateIntervalOf } from './step.ts'

/** Grafana's own variables that tell of the time range: `$__range`, `$__from` and their like. */
export function rangeMacros({ from, to, raw }: TimeRange): Lookup {
  const milliseconds = to.valueOf() - from.valueOf()
  const seconds = Math.max(1, Math.round(milliseconds / 1000))
  const macros: Readonly<Record<string, string>> = {
    __range: `${seconds}s`,
    __range_s: String(seconds),
    __range_ms: String(milliseconds),
    __url_time_range: `from=${inAddress(raw.from)}&to=${inAddress(raw.to)}`,
  }
  return (name, format) => {
    if (name === '__from') return moment(from.valueOf(), format)
    if (name === '__to') return moment(to.valueOf(), format)
    return Object.hasOwn(macros, name) ? macros[name] : undefined
  }
}

/** A relative time as it is, an absolute one in Unix milliseconds. */
const inAddress = (time: TimeRange['raw']['from']): string =>
  encodeURIComponent(typeof time === 'string' ? time : String(time.valueOf()))

/** Those that tell of a query's step besides, both in seconds; `least` is the query's own least step, or the scrape interval. */
export function stepMacros(range: TimeRange, step: number, least: number): Lookup {
  const ofRange = rangeMacros(range)
  const macros: Readonly<Record<string, string>> = {
    __interval: `${step}s`,
    __interval_ms: String(step * 1000),
    __rate_interval: `${rateIntervalOf(step, least)}s`,
    __rate_interval_ms: String(rateIntervalOf(step, least) * 1000),
  }
  return (name, format) => (Object.hasOwn(macros, name) ? macros[name] : ofRange(name, format))
}

/** A time in Unix milliseconds; `date` and `date:iso`, `date:seconds` and `date:YYYY-MM-DD` are other ways to write it. */
function moment(at: number, format: string | undefined): string {
  const [kind, ...rest] = (format ?? '').split(':')
  const pattern = rest.join(':')
  if (kind !== 'date') return String(at)
  if (pattern === '' || pattern === 'iso') return new Date(at).toISOString()
  return pattern === 'seconds' ? String(Math.floor(at / 1000)) : dateTime(at).utc().format(pattern)
}
