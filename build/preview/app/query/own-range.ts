import { dateTime, type TimeRange } from '@grafana/data'
import type { PanelModel } from '../dashboard/model.ts'
import { secondsOf } from './step.ts'

type Own = Pick<PanelModel, 'timeFrom' | 'timeShift'>

/**
 * The time that a panel shows: its own length, where the dashboard's end moves with the clock, and as much earlier as it is
 * moved. Durations that are none are left out: `readPanel` says so.
 */
export function ownRange(range: TimeRange, { timeFrom, timeShift }: Own): TimeRange {
  const length = typeof range.raw.from === 'string' ? secondsOf(timeFrom) : undefined
  const shift = secondsOf(timeShift) ?? 0
  if (length === undefined && shift === 0) return range
  const to = range.to.valueOf() - shift * 1000
  const from = length === undefined ? range.from.valueOf() - shift * 1000 : to - length * 1000
  const [start, end] = [dateTime(from), dateTime(to)]
  return { from: start, to: end, raw: { from: start, to: end } }
}

/** What stands beside the title of a panel with a time of its own, as Grafana says it; `undefined` of others. */
export function saidOf({ timeFrom, timeShift }: Own): string | undefined {
  const said = [
    ...(timeFrom === undefined ? [] : [`Last ${timeFrom}`]),
    ...(timeShift === undefined ? [] : [`timeshift -${timeShift}`]),
  ]
  return said.length === 0 ? undefined : said.join(' ')
}
