import * as z from 'zod'

const time = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'A time of day is written like 22:00 or 07:30')

/**
 * When only pages are sent: what else would be told waits until they are over, and is told then if it still holds. They begin
 * at `from` on each day and end at `until`, on the next one where that is earlier; `weekends` are quiet all day.
 */
export const quietHours = z
  .strictObject({
    from: time,
    until: time,
    weekends: z.boolean().default(false),
    /** Where these are the times of day, such as `Europe/Berlin`. */
    timeZone: z
      .string()
      .refine(isTimeZone, { message: 'A time zone is written like UTC or Europe/Berlin' })
      .default('UTC'),
  })
  .refine(({ from, until }) => from !== until, {
    path: ['until'],
    message: 'Quiet hours end at another time than they begin',
  })
  .nullable()
  .default(null)

export type QuietHours = NonNullable<z.output<typeof quietHours>>

function isTimeZone(name: string): boolean {
  try {
    Intl.DateTimeFormat('en', { timeZone: name })
    return /^[A-Z]/.test(name)
  } catch {
    return false
  }
}
