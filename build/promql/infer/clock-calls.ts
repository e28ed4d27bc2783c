import { among, anywhere, between, type Domain, positive } from './domain.ts'
import { noLabels } from './labels.ts'
import { seconds } from './unit.ts'
import { bare, unknown, type Value } from './value.ts'

/** A call that reads no series: `time()`, `vector(1)`, `hour()`. */
export function withoutVector(fn: string, [first]: readonly Value[], type: Value['type']): Value {
  if (fn === 'vector' && first) return { ...first, type: 'vector', labels: noLabels }
  if (fn === 'time' || fn === 'start' || fn === 'end')
    return { ...bare('timestamp', seconds, positive), type: type ?? 'scalar' }
  const calendar = calendars[fn]
  if (calendar) return bare('gauge', undefined, calendar)
  if (fn === 'pi') return { ...bare('number', 'any', among(Math.PI)), type: 'scalar', number: Math.PI }
  return { ...unknown, type, labels: first?.type === undefined && type === 'vector' ? unknown.labels : noLabels }
}

/** Where the parts of a date lie. */
export const calendars: Readonly<Record<string, Domain | undefined>> = {
  minute: between(0, 59),
  hour: between(0, 23),
  day_of_week: between(0, 6),
  day_of_month: between(1, 31),
  day_of_year: between(1, 366),
  days_in_month: between(28, 31),
  month: between(1, 12),
  year: anywhere,
}
