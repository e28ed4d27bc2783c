import { expect, test } from 'vitest'
import { answer, type Data } from './answer.ts'

const quantile = (phi: number, data: Data): number | undefined =>
  Object.values(answer(`histogram_quantile(${phi}, x_bucket)`, data, 0))[0]

const histogram = { 'x_bucket{le="1"}': '10', 'x_bucket{le="2"}': '30', 'x_bucket{le="+Inf"}': '40' }

test.each<[phi: number, value: number]>([
  [0, 0],
  [0.125, 0.5],
  [0.25, 1],
  [0.5, 1.5],
  [0.75, 2],
  // Above the last edge nothing is known but the edge.
  [0.9, 2],
  [1, 2],
  [-0.1, Number.NEGATIVE_INFINITY],
  [1.1, Number.POSITIVE_INFINITY],
  [Number.NaN, Number.NaN],
])('the %s-quantile', (phi, value) => {
  expect(quantile(phi, histogram)).toBe(value)
})

test.each<[what: string, data: Data, value: number]>([
  ['no +Inf bucket', { 'x_bucket{le="1"}': '10', 'x_bucket{le="2"}': '30' }, Number.NaN],
  ['only the +Inf bucket', { 'x_bucket{le="+Inf"}': '10' }, Number.NaN],
  ['nothing observed', { 'x_bucket{le="1"}': '0', 'x_bucket{le="+Inf"}': '0' }, Number.NaN],
  ['a lowest edge that is not positive', { 'x_bucket{le="-1"}': '8', 'x_bucket{le="+Inf"}': '10' }, -1],
  [
    'counts that fall are raised',
    { 'x_bucket{le="1"}': '10', 'x_bucket{le="2"}': '4', 'x_bucket{le="+Inf"}': '20' },
    1,
  ],
  ['one edge written twice', { 'x_bucket{le="1"}': '5', 'x_bucket{le="1.0"}': '5', 'x_bucket{le="+Inf"}': '10' }, 0.5],
  ['what is no edge', { ...histogram, 'x_bucket{le="many"}': '99' }, 1.5],
])('%s', (_, data, value) => {
  expect(quantile(0.5, data)).toBe(value)
})

test('one for each set of the other labels', () => {
  const data = {
    'x_bucket{a="1",le="2"}': '4',
    'x_bucket{a="1",le="+Inf"}': '4',
    'x_bucket{a="2",le="8"}': '4',
    'x_bucket{a="2",le="+Inf"}': '4',
  }
  expect(answer('histogram_quantile(0.5, x_bucket)', data, 0)).toStrictEqual({ '{a="1"}': 1, '{a="2"}': 4 })
})
