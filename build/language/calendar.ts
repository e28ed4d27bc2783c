import { call } from './expressions.ts'
import { Query } from './query.ts'

// What the clock says, in UTC: Prometheus knows no other time zone. A condition on it joins that of an alert by no label:
// `depth.above(100).and(hour().above(7).and(hour().below(18)), { on: [] })`.

/** The hour of the day in UTC, from 0 to 23. */
export const hour = () => told('hour')
/** The day of the week in UTC: 0 is Sunday, 6 is Saturday. */
export const dayOfWeek = () => told('day_of_week')
/** The day of the month in UTC, from 1 to 31. */
export const dayOfMonth = () => told('day_of_month')
/** The month in UTC, from 1 to 12. */
export const month = () => told('month')

const told = (fn: string): Query<never, 'count'> => new Query(call(fn), 'count', [])
