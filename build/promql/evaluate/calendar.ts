const of =
  (part: (date: Date) => number) =>
  (seconds: number): number =>
    part(new Date(Math.trunc(seconds) * 1000))

const midnight = (date: Date, month: number, day: number): number => Date.UTC(date.getUTCFullYear(), month, day)

/** What date and time of day, in UTC, a number of Unix seconds is. */
export const calendar = {
  minute: of((date) => date.getUTCMinutes()),
  hour: of((date) => date.getUTCHours()),
  day_of_week: of((date) => date.getUTCDay()),
  day_of_month: of((date) => date.getUTCDate()),
  day_of_year: of(
    (date) => 1 + (midnight(date, date.getUTCMonth(), date.getUTCDate()) - midnight(date, 0, 1)) / 86_400_000,
  ),
  days_in_month: of((date) => new Date(midnight(date, date.getUTCMonth() + 1, 0)).getUTCDate()),
  month: of((date) => date.getUTCMonth() + 1),
  year: of((date) => date.getUTCFullYear()),
} as const
