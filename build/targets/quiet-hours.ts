import type { QuietHours } from '../stack/quiet-hours.ts'

const name = 'quiet hours'

/** What Alertmanager calls a part of the week. */
interface Interval {
  readonly times?: readonly { readonly start_time: string; readonly end_time: string }[]
  readonly weekdays?: readonly string[]
  readonly location?: string
}

/** When who is not paged is told nothing; nobody rests where it is `null`. */
export const timeIntervals = (hours: QuietHours | null): { time_intervals?: readonly object[] } =>
  hours === null ? {} : { time_intervals: [{ name, time_intervals: intervalsOf(hours) }] }

/** What a route says that waits for the end of the quiet hours. */
export const resting = (hours: QuietHours | null): { mute_time_intervals?: readonly string[] } =>
  hours === null ? {} : { mute_time_intervals: [name] }

function intervalsOf({ from, until, weekends, timeZone }: QuietHours): readonly Interval[] {
  const range = (start_time: string, end_time: string) => ({ start_time, end_time })
  const beyondMidnight = [range(from, '24:00'), ...(until === '00:00' ? [] : [range('00:00', until)])]
  const where = timeZone === 'UTC' ? {} : { location: timeZone }
  return [
    { times: from < until ? [range(from, until)] : beyondMidnight, ...where },
    ...(weekends ? [{ weekdays: ['saturday', 'sunday'], ...where }] : []),
  ]
}
