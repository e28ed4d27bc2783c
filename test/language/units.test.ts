import { expect, test } from 'vitest'
import { magnitude, perSecond, unitOf } from '../../build/language/units.ts'

test.each([
  ['250ms', 0.25],
  ['1s', 1],
  ['2.5s', 2.5],
  ['5m', 300],
  ['1h', 3600],
  ['15d', 1_296_000],
  ['2w', 1_209_600],
  ['1h30m', 5400],
  ['1d12h30m', 131_400],
  ['512B', 512],
  ['1KiB', 1024],
  ['1.5MiB', 1_572_864],
  ['2GiB', 2_147_483_648],
  ['2MiB/s', 2_097_152],
  ['100/s', 100],
  ['0.5/s', 0.5],
  ['-5m', -300],
  ['-1MiB/s', -1_048_576],
  ['0%', 0],
  ['5%', 0.05],
  ['100%', 1],
  [1000, 1000],
  [0.5, 0.5],
] as const)('%s is %d', (amount, value) => {
  expect(magnitude(amount)).toBe(value)
})

test.each(['7%', '57%', '1.1%', '2.3%'])('%s has no tail of binary noise', (amount) => {
  expect(String(magnitude(amount)).length).toBeLessThan(7)
})

test.each(['', 's', '%', '1 s', '1week', '5x', '1,5s', '1.2.3s', '.', 'NaN', '1e3s', '1toString'])(
  '"%s" is no amount',
  (amount) => {
    expect(() => magnitude(amount)).toThrow(`"${amount}" is not an amount`)
  },
)

test.each([
  ['http_request_duration_seconds', 'seconds'],
  ['process_cpu_seconds_total', 'seconds'],
  ['sent_bytes_total', 'bytes'],
  ['memory_bytes', 'bytes'],
  ['cache_hit_ratio', 'ratio'],
  ['http_requests_total', 'count'],
  ['seconds_left', 'count'],
] as const)('%s is in %s', (name, unit) => {
  expect(unitOf(name)).toBe(unit)
})

test.each([
  ['seconds', 'ratio'],
  ['bytes', 'bytes/s'],
  ['count', 'count/s'],
] as const)('%s per second are %s', (unit, rated) => {
  expect(perSecond(unit)).toBe(rated)
})
