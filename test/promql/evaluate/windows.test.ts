import { expect, test } from 'vitest'
import { answer } from './answer.ts'

const x = { x: '0 1 2 3 4 5 6 7 8 9' }
const gone = { x: '0 1 stale 3' }
const long = { x: Array.from({ length: 100 }, (_, at) => at).join(' ') }

test.each<
  [query: string, data: Readonly<Record<string, string>>, at: number, closed: number | undefined, open?: number]
>([
  ['x', x, 30, 3],
  ['x', x, 39.999, 3],
  ['x', x, -1, undefined],
  // The lookback of five minutes, at whose very edge Prometheus 3 no longer sees the sample.
  ['x', x, 389.999, 9],
  ['x', x, 390, 9, Number.NaN],
  ['x', x, 390.001, undefined],
  // A staleness marker ends a series at once, for an instant vector; a range does not count it.
  ['x', gone, 19, 1],
  ['x', gone, 20, undefined],
  ['x', gone, 30, 3],
  ['count_over_time(x[30s])', gone, 30, 3, 2],
  // Both edges of a range, or only its end.
  ['sum_over_time(x[20s])', x, 40, 2 + 3 + 4, 3 + 4],
  ['sum_over_time(x[20s])', x, 41, 3 + 4],
  ['count_over_time(x[5s])', x, 47, undefined],
  ['x offset 20s', x, 50, 3],
  ['x offset -20s', x, 50, 7],
  ['x @ 70', x, 10, 7],
  ['x @ 70 offset 30s', x, 10, 4],
  ['x @ start()', x, 20, 2],
  ['sum_over_time(x[10s] offset 25s)', x, 50, 2],
  // A subquery's steps are multiples of the step, wherever the range lies; without a step, of the evaluation interval.
  ['sum_over_time(x[40s:20s])', x, 50, 2 + 4],
  ['sum_over_time(x[40s:20s])', x, 60, 2 + 4 + 6, 4 + 6],
  ['sum_over_time(x[40s:20s] offset 10s)', x, 60, 2 + 4],
  ['count_over_time(x[5m:])', long, 400, 5],
  ['sum_over_time(x[5m:])', long, 400, 12 + 18 + 24 + 30 + 36],
  // At each step `end()` is that of the whole query.
  ['sum_over_time((x @ end())[20s:10s])', x, 55, 5 + 5],
  ['max_over_time(sum_over_time(x[10s])[30s:10s])', x, 60, 11, 6],
])('%s of %o at %s', (query, data, at, closed, open = closed ?? Number.NaN) => {
  expect(Object.values(answer(query, data, at))).toStrictEqual(closed === undefined ? [] : [closed])
  expect(Object.values(answer(query, data, at, 'left-open'))).toStrictEqual(Number.isNaN(open) ? [] : [open])
})

test('every kind of matcher, and an absent label as the empty one', () => {
  const data = { 'x{a="1"}': '1', 'x{a="2",b="z"}': '2', 'x{a="12"}': '3', 'y{a="1"}': '4' }
  const found = (query: string) => Object.values(answer(query, data, 0))
  expect(found('x{a="1"}')).toStrictEqual([1])
  expect(found('x{a!="1"}')).toStrictEqual([2, 3])
  expect(found('x{a=~"1.?"}')).toStrictEqual([1, 3])
  expect(found('x{a=~"2"}')).toStrictEqual([2])
  expect(found('x{a!~"1.?"}')).toStrictEqual([2])
  expect(found('x{b=""}')).toStrictEqual([1, 3])
  expect(found('x{b!=""}')).toStrictEqual([2])
  expect(answer('x', { 'x{b=""}': '1' }, 0)).toStrictEqual({ x: 1 })
  expect(found('{__name__=~"x|y",a="1"}')).toStrictEqual([1, 4])
})

test('a series without samples in the range has no element', () => {
  expect(answer('rate(x[1m])', { x: '1 2 3' }, 600)).toStrictEqual({})
  expect(answer('x', { 'x{a="1"}': '1 stale', 'x{a="2"}': '_ 5' }, 10)).toStrictEqual({ 'x{a="2"}': 5 })
})
