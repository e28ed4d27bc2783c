import { expect, test } from 'vitest'
import { answer, type Data } from './answer.ts'

const only = (query: string, data: Data, at: number, windows: 'closed' | 'left-open' = 'closed'): number | undefined =>
  Object.values(answer(query, data, at, windows))[0]

test.each<[what: string, query: string, values: string, at: number, value: number | undefined]>([
  ['samples on both edges', 'increase(x[40s])', '100 102 104 106 108', 40, 8],
  ['per second', 'rate(x[40s])', '100 102 104 106 108', 40, 0.2],
  ['extended to near edges: 6 in 30s, the window has 36s', 'increase(x[36s])', '100 102 104 106 108', 43, 7.2],
  // From 10s to 30s it grew by 4; half a spacing is added on either side.
  ['far edges', 'increase(x[200s])', '_ 100 102 104', 100, 4 * (30 / 20)],
  ['an edge just near enough', 'increase(x[30500ms])', '_ 100 102 104', 30, 4 * (30.5 / 20)],
  ['an edge just too far', 'increase(x[32s])', '_ 100 102 104', 30, 4 * (25 / 20)],
  ['a first sample of 0', 'increase(x[30s])', '_ 0 10 20', 30, 20],
  // It was 0 three seconds before its first sample, not ten.
  ['no further back than zero', 'increase(x[30s])', '_ 3 13 23', 30, 20 + 3],
  ['started again', 'increase(x[40s])', '100 110 5 10 20', 40, 30],
  ['started again twice', 'increase(x[40s])', '100 10 20 0 10', 40, 30],
  ['one sample', 'increase(x[5s])', '1 2 3', 20, undefined],
  ['a gauge that falls', 'delta(x[40s])', '100 90 80 70 60', 40, -40],
  ['the last two samples', 'irate(x[40s])', '0 0 0 10 15', 40, 0.5],
  ['the last two samples, started again', 'irate(x[40s])', '0 0 0 10 5', 40, 0.5],
  ['the last two samples of a gauge', 'idelta(x[40s])', '0 0 0 10 5', 40, -5],
  ['a missed scrape', 'irate(x[40s])', '0 0 0 _ 8', 40, 0.4],
])('%s: %s of %s', (_, query, values, at, value) => {
  expect(only(query, { x: values }, at)).toEqual(value === undefined ? undefined : expect.closeTo(value, 12))
})

test('where a counter was zero within a far edge, Prometheus 2 and 3 differ', () => {
  // First sample 8 at 100s, growing 10 in 10s: zero 8s before. Half a spacing is 5s.
  const data = { x: `${'_ '.repeat(10)}8 18 28` }
  expect(only('increase(x[110s])', data, 120)).toBeCloseTo(20 + 8, 12)
  expect(only('increase(x[110s])', data, 120, 'left-open')).toBeCloseTo(20 + 5, 12)
})

test('names are dropped', () => {
  expect(answer('rate(x[30s])', { 'x{a="1"}': '0 10 20 30' }, 30)).toStrictEqual({ '{a="1"}': 1 })
})
