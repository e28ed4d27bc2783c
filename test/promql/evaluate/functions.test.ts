import { expect, test } from 'vitest'
import { answer } from './answer.ts'

const only = (query: string, values = '0', at = 40): number | undefined =>
  Object.values(answer(query, { x: values }, at))[0]

test.each<[query: string, values: string, value: number | undefined]>([
  ['avg_over_time(x[40s])', '1 2 3 4 10', 4],
  ['avg_over_time(x[40s])', '1e308 1e308 1e308 1e308 1e308', 1e308],
  ['avg_over_time(x[40s])', 'Infinity 1 1 1 1', Number.POSITIVE_INFINITY],
  ['sum_over_time(x[40s])', '1e16 1 1 1 -1e16', 3],
  ['min_over_time(x[40s])', '5 NaN 3 4 9', 3],
  ['max_over_time(x[40s])', 'NaN NaN 3 4 2', 4],
  ['max_over_time(x[40s])', 'NaN NaN NaN NaN NaN', Number.NaN],
  ['count_over_time(x[40s])', '1 _ 1 _ 1', 3],
  ['last_over_time(x[40s])', '1 2 3 _ _', 3],
  ['first_over_time(x[40s])', '1 2 3 _ _', 1],
  ['present_over_time(x[40s])', '7 7 _ _ _', 1],
  ['stddev_over_time(x[40s])', '2 4 4 6 4', Math.sqrt(8 / 5)],
  ['stdvar_over_time(x[40s])', '2 4 4 6 4', 8 / 5],
  ['quantile_over_time(0.5, x[40s])', '5 1 3 2 4', 3],
  ['quantile_over_time(0.9, x[40s])', '0 10 20 30 40', 36],
  ['quantile_over_time(1, x[40s])', '0 10 20 30 40', 40],
  ['quantile_over_time(2, x[40s])', '0 10 20 30 40', Number.POSITIVE_INFINITY],
  ['mad_over_time(x[40s])', '1 2 3 4 100', 1],
  ['changes(x[40s])', '1 1 2 NaN NaN', 2],
  ['resets(x[40s])', '5 3 4 4 1', 2],
  ['ts_of_max_over_time(x[40s])', '1 9 3 9 1', 30],
  ['ts_of_min_over_time(x[40s])', '1 9 3 9 1', 40],
  ['ts_of_first_over_time(x[25s])', '1 9 3 9 1', 20],
  ['ts_of_last_over_time(x[25s])', '1 9 3 9 _', 30],
  ['deriv(x[40s])', '0 10 20 30 40', 1],
  ['deriv(x[40s])', '7 7 7 7 7', 0],
  ['deriv(x[5s])', '7 7 7 7 7', undefined],
  ['predict_linear(x[40s], 60)', '0 10 20 30 40', 100],
  ['predict_linear(x[30s] offset 10s, 60)', '0 10 20 30 40', 100],
  // s = 0.5·x + 0.5·(s + b); b = 0.5·Δs + 0.5·b, from s = 10, b = 10.
  ['holt_winters(x[20s], 0.5, 0.5)', '0 0 10 20 40', 35],
  ['timestamp(x)', '0 1 2 _ _', 20],
  ['timestamp(x + 0)', '0 1 2 _ _', 40],
  ['absent(x)', '0', undefined],
  ['absent(y)', '0', 1],
  ['absent_over_time(x[5s])', '0', 1],
  ['time()', '0', 40],
  ['scalar(x)', '0 1 2 3 4', 4],
  ['scalar(y)', '0', Number.NaN],
  ['vector(time() / 2)', '0', 20],
  ['pi()', '0', Math.PI],
])('%s of %s is %s', (query, values, value) => {
  expect(only(query, values)).toEqual(value)
})

test.each<[query: string, value: number | undefined]>([
  ['abs(vector(-3))', 3],
  ['sgn(vector(-3))', -1],
  ['round(vector(2.5))', 3],
  ['round(vector(-2.5))', -2],
  ['round(vector(17), 5)', 15],
  ['clamp(vector(7), 0, 5)', 5],
  ['clamp(vector(7), 5, 0)', undefined],
  ['clamp_min(vector(7), 9)', 9],
  ['clamp_max(vector(7), 3)', 3],
  ['sqrt(vector(9))', 3],
  ['ln(vector(1))', 0],
  ['deg(vector(pi()))', 180],
  ['2 ^ 3 ^ 2', 512],
  ['-(2 ^ 2)', -4],
  ['1 ^ NaN', 1],
  ['7 % 4', 3],
  ['-7 % 4', -3],
  ['1 / 0', Number.POSITIVE_INFINITY],
  ['3 > bool 2', 1],
  ['NaN == bool NaN', 0],
  // Leap day of 2024, 23:59:30 UTC, a Thursday.
  ['year(vector(1709251170))', 2024],
  ['month(vector(1709251170))', 2],
  ['days_in_month(vector(1709251170))', 29],
  ['day_of_month(vector(1709251170))', 29],
  ['day_of_week(vector(1709251170))', 4],
  ['day_of_year(vector(1709251170))', 60],
  ['hour(vector(1709251170))', 23],
  ['minute(vector(1709251170))', 59],
  ['minute()', 0],
])('%s is %s', (query, value) => {
  expect(only(query)).toEqual(value)
})

test('which labels a missing selector has', () => {
  const labels = (query: string) => Object.keys(answer(query, {}, 0))
  expect(labels('absent(x{a="1",b=~"2",c!="3"})')).toStrictEqual(['{a="1"}'])
  expect(labels('absent((x{a="1"}))')).toStrictEqual(['{a="1"}'])
  expect(labels('absent(x{a="1",a!="2"})')).toStrictEqual(['{}'])
  expect(labels('absent(sum(x{a="1"}))')).toStrictEqual(['{}'])
  expect(labels('absent_over_time(x{a="1"}[5m])')).toStrictEqual(['{a="1"}'])
})

test('what keeps its name, and what sorts', () => {
  const data = { 'x{a="1"}': '3', 'x{a="2"}': '1', 'x{a="3"}': '2' }
  expect(Object.keys(answer('last_over_time(x{a="1"}[1m])', data, 0))).toStrictEqual(['x{a="1"}'])
  expect(Object.keys(answer('ceil(x{a="1"})', data, 0))).toStrictEqual(['{a="1"}'])
  expect(Object.values(answer('sort(x)', data, 0))).toStrictEqual([1, 2, 3])
  expect(Object.values(answer('sort_desc(x)', data, 0))).toStrictEqual([3, 2, 1])
})
