import { describe, expect, test } from 'vitest'
import { amount } from '../../build/diff/amount.ts'
import { canonical } from '../../build/diff/promql/canonical.ts'
import { difference } from '../../build/diff/promql/condition.ts'
import { noQuery, Query } from '../../build/diff/promql/query.ts'
import { diffTokens } from '../../build/diff/promql/tokens.ts'
import { unitByNames } from '../../build/diff/promql/units.ts'
import { parse } from '../../build/promql/parse.ts'
import { corpus } from '../promql/corpus.ts'

describe('queries that say the same', () => {
  test.each([
    ['sum( rate(a[300s]) )', 'sum(rate(a[5m]))'],
    ['((a)) + (b * c)', 'a + b * c'],
    ['a{y="1",x="2"}', 'a{x="2", y="1"}'],
    ['sum by (b, a) (x)', 'sum(x) by (a, b)'],
    ['a / on (y, x) b', 'a / on (x, y) b'],
    ['a or (b or c)', 'a or b or c'],
    ['a and (b and (c and d))', 'a and b and c and d'],
    ['a > 1e3', 'a > 1000'],
    ['rate(a[$__rate_interval]) # why', 'rate(a[$__rate_interval])'],
    ['no ( promql', 'no  (\n promql'],
  ])('%s and %s', (a, b) => {
    expect(canonical(a).text).toBe(canonical(b).text)
  })

  test.each([
    ['a - (b - c)', 'a - b - c'],
    ['(a or b) and c', 'a or b and c'],
    ['a unless (b unless c)', 'a unless b unless c'],
    ['a or on (x) (b or c)', 'a or b or c'],
    ['sum by (a) (x)', 'sum without (a) (x)'],
    ['rate(a[5m])', 'rate(a[5m] offset 5m)'],
  ])('but not %s and %s', (a, b) => {
    expect(canonical(a).text).not.toBe(canonical(b).text)
  })
})

describe('one difference', () => {
  test.each([
    ['a > 1', 'a > 2', { is: 'threshold', from: 1, to: 2, isStricter: true }],
    ['a > 2', 'a > 1', { is: 'threshold', isStricter: false }],
    ['a < 1', 'a < 2', { is: 'threshold', isStricter: false }],
    ['1 < a', '2 < a', { is: 'threshold', isStricter: true }],
    ['a >= 1', 'a >= 2', { is: 'threshold', isStricter: true }],
    ['a == 1', 'a == 2', { is: 'threshold', isStricter: undefined }],
    ['b unless a > 1', 'b unless a > 2', { is: 'threshold', isStricter: false }],
    ['b and a > 1', 'b and a > 2', { is: 'threshold', isStricter: true }],
    ['b > 1 or a > 1', 'b > 2 or a > 2', { is: 'threshold', isStricter: true }],
    ['count(a > 1) < 3', 'count(a > 2) < 3', { is: 'threshold', isStricter: undefined }],
    ['a > bool 1', 'a > bool 2', { is: 'threshold', isStricter: undefined }],
    ['rate(a[5m]) > 1', 'rate(a[1h]) > 1', { is: 'window', from: '5m', to: '1h', isLonger: true }],
    ['rate(a[5m]) / rate(b[5m])', 'rate(a[1m]) / rate(b[1m])', { is: 'window', isLonger: false }],
    ['max_over_time(a[1h:1m])', 'max_over_time(a[2h:1m])', { is: 'window', isLonger: true }],
    ['rate(a[$__rate_interval])', 'rate(a[5m])', { is: 'window', isLonger: undefined }],
    ['a > 1 or b > 1', 'a > 2 or b > 3', { is: 'other' }],
    ['rate(a[5m]) > 1', 'rate(a[1h]) > 2', { is: 'other' }],
    ['a > 1', 'a >= 1', { is: 'other' }],
    ['a * 2 > 1', 'a * 3 > 1', { is: 'other' }],
    ['a > 1', 'b > 1', { is: 'other' }],
    ['a{x="1"} > 1', 'a{x="2"} > 1', { is: 'other' }],
    ['topk(5, a) > 1', 'topk(6, a) > 1', { is: 'other' }],
    ['rate(a[5m])', 'rate(a[5m] offset 1h)', { is: 'other' }],
    ['sum by (x) (a) > 1', 'sum by (y) (a) > 1', { is: 'other' }],
  ])('%s, then %s', (before, after, expected) => {
    expect(difference(parse(before), parse(after))).toMatchObject(expected)
  })
})

describe('tokens', () => {
  const texts = corpus.map((text) => canonical(text).text)
  const joined = (before: string, after: string, leftOut: string): string =>
    diffTokens(before, after)
      .filter(({ is }) => is !== leftOut)
      .map(({ text }) => text)
      .join('')
  const bare = (text: string): string => text.replace(/\s+/g, '')
  const pairs = texts.map((text, at) => [text, texts[(at * 7 + 1) % texts.length] ?? ''] as const)

  test('give back both texts, of any two queries', () => {
    expect(pairs.length).toBeGreaterThan(50)
    for (const [before, after] of pairs) {
      expect(bare(joined(before, after, 'added'))).toBe(bare(before))
      expect(bare(joined(before, after, 'removed'))).toBe(bare(after))
    }
  })

  test('of a text and itself are the same', () => {
    for (const text of texts) expect(diffTokens(text, text).every(({ is }) => is === 'same')).toBe(true)
  })

  test('mark no more than what changed', () => {
    const tokens = diffTokens(
      'sum by (job) (rate(a{x="1"}[5m])) > 0.5',
      'sum by (job, path) (rate(a{x="1"}[10m])) > 0.5',
    )
    expect(tokens.filter(({ is }) => is !== 'same').map(({ is, text }) => `${is} ${text}`)).toEqual([
      'added ,',
      'added path',
      'removed 5m',
      'added 10m',
    ])
  })

  test('of queries that have little in common come one after the other', () => {
    expect(diffTokens('a + b', 'rate(x[5m]) * 100').map(({ is }) => is)).toEqual([
      ...Array.from({ length: 3 }, () => 'removed'),
      ...Array.from({ length: 9 }, () => 'added'),
    ])
  })
})

describe('numbers that Prometheus writes with an exponent are told as people say them', () => {
  test.each([
    ['x_bytes > 104857600', 'x_bytes > 100MiB'],
    ['rate(x_bytes_bucket{le="1.048576e+08"}[5m])', 'rate(x_bytes_bucket{le="100MiB"}[5m])'],
    ['x_bucket{le!="1e+06"}', 'x_bucket{le!="1000000"}'],
    ['x_seconds_bucket{le="0.5"}', 'x_seconds_bucket{le="0.5"}'],
    ['x_bytes_bucket{id="1e+06",le=~"1e+06"}', 'x_bytes_bucket{id="1e+06",le=~"1e+06"}'],
    ['536870912 < x_bytes', '512MiB < x_bytes'],
    ['x > 100000000', 'x > 100000000'],
    ['x_seconds < 0.00001', 'x_seconds < 0.01ms'],
    ['x_bytes - 104857600 > y_bytes', 'x_bytes - 100MiB > y_bytes'],
    ['x_bytes / 104857600 > 0.5', 'x_bytes / 104857600 > 0.5'],
    ['x_bytes > bool 104857600 and y > 2', 'x_bytes > bool 100MiB and y > 2'],
    ['x{path="1e+08"} > 5', 'x{path="1e+08"} > 5'],
    ['no PromQL 1e+08', 'no PromQL 1e+08'],
  ])('%s', (query, told) => {
    const tokens = noQuery.tokensTo(new Query(query))
    expect(tokens.map(({ space, text }) => space + text).join('')).toBe(told)
  })

  test('and those that stay are one word', () => {
    expect(diffTokens('1e+30', '1e+31').map(({ text }) => text)).toEqual(['1e+30', '1e+31'])
  })
})

describe('amounts', () => {
  test.each([
    ['x_seconds', 1, '1s'],
    ['x_seconds', 0.25, '250ms'],
    ['x_seconds', 90, '1.5m'],
    ['x_seconds', 100, '100s'],
    ['x_seconds', 0, '0s'],
    ['x_bytes', 536_870_912, '512MiB'],
    ['rate(x_bytes_total[5m])', 1024, '1KiB/s'],
    ['rate(x_total[5m])', 2, '2/s'],
    ['x / x', 0.05, '5%'],
    ['rate(x_seconds_total[5m])', 0.9, '90%'],
    ['histogram_quantile(0.95, sum by (le) (rate(x_seconds_bucket[5m])))', 2.5, '2.5s'],
    ['x', 1000, '1000'],
    ['x', 1e-7, '0.0000001'],
    ['x', -1.5e21, '-1500000000000000000000'],
    ['x', 1e300, '1e+300'],
    ['x / x', 1e-9, '0.0000001%'],
    ['x_bytes', 5e6, '5MB'],
    ['x_bytes', 1000, '1kB'],
    ['x_bytes', 1001, '1001B'],
    ['x_bytes', 1_234_567, '1234567B'],
    ['sum(rate(x[5m])', 3, '3'],
  ])('of %s: %d is %s', (query, value, shown) => {
    const { expr } = canonical(query)
    expect(amount(value, expr && unitByNames(expr))).toBe(shown)
  })
})
