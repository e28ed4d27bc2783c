import { dayOfMonth, dayOfWeek, hour, month, sum } from '../../build/language/functions.ts'
import { promql } from '../../build/language/raw.ts'
import * as http from '../../queries/http.ts'
import type { Case, Compared } from './conditions.ts'

/** Conditions that are asked about on some days of the year, and on days that never come. */
export function casesOfDates(): readonly Case[] {
  const many = sum(http.websockets).above(10)
  const on = (name: string, when: object, is: Case['is'] = 'satisfiable'): readonly Case[] =>
    (['1m', '3h'] as const).map((hold) => ({
      name: `${name}, for ${hold}`,
      when: many.and(when as never, { on: [] }) as unknown as Compared,
      for: hold,
      is,
    }))
  const bare = { labels: [], unit: 'count' } as const
  const inMonth = (number: number) =>
    month()
      .above(number - 1)
      .and(month().below(number + 1))
  const onDay = (number: number) =>
    dayOfMonth()
      .above(number - 1)
      .and(dayOfMonth().below(number + 1))
  const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at)
  return [
    ...numbers(1, 12).flatMap((each) => on(`month ${each}`, inMonth(each))),
    ...numbers(1, 31).flatMap((each) => on(`day ${each}`, onDay(each))),
    ...numbers(1, 12).flatMap((each) =>
      on(`month ${each} by day`, inMonth(each).and(hour().above(8)).and(hour().below(20))),
    ),
    ...[1, 2, 6, 12].flatMap((each) => on(`15.${each}.`, inMonth(each).and(onDay(15)))),
    ...on('29.2.', inMonth(2).and(onDay(29))),
    ...on('a Sunday in August', inMonth(8).and(dayOfWeek().below(1))),
    ...on('the last day of a month', promql(bare)`day_of_month() == days_in_month()`.above(0)),
    ...on('a leap year', promql(bare)`days_in_month() == 29`.above(0)),
    ...on('month 13', month().above(12), 'impossible'),
    ...on('day 32', dayOfMonth().above(31), 'impossible'),
    ...on('30.2.', inMonth(2).and(onDay(30)), 'impossible'),
    ...on('31.4.', inMonth(4).and(onDay(31)), 'impossible'),
    ...on('two months at once', inMonth(4).and(inMonth(5)), 'impossible'),
  ]
}
