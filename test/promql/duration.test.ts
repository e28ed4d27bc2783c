import { expect, test } from 'vitest'
import { parseDuration, printDuration } from '../../build/promql/duration.ts'

const second = 1000
const hour = 3600 * second
const day = 24 * hour

test.each([
  { text: '0s', ms: 0, canonical: '0s' },
  { text: '1ms', ms: 1, canonical: '1ms' },
  { text: '1500ms', ms: 1500, canonical: '1s500ms' },
  { text: '15s', ms: 15 * second, canonical: '15s' },
  { text: '60s', ms: 60 * second, canonical: '1m' },
  { text: '5m', ms: 300 * second, canonical: '5m' },
  { text: '5m0s', ms: 300 * second, canonical: '5m' },
  { text: '00005m', ms: 300 * second, canonical: '5m' },
  { text: '90m', ms: 1.5 * hour, canonical: '1h30m' },
  { text: '1h30m', ms: 1.5 * hour, canonical: '1h30m' },
  { text: '24h', ms: day, canonical: '1d' },
  { text: '36h', ms: 1.5 * day, canonical: '1d12h' },
  { text: '7d', ms: 7 * day, canonical: '1w' },
  { text: '10d', ms: 10 * day, canonical: '10d' },
  { text: '1w3d', ms: 10 * day, canonical: '10d' },
  { text: '30d', ms: 30 * day, canonical: '30d' },
  { text: '365d', ms: 365 * day, canonical: '1y' },
  { text: '1y2w', ms: 379 * day, canonical: '379d' },
  { text: '52w', ms: 364 * day, canonical: '52w' },
  { text: '1y2w3d4h5m6s7ms', ms: 382 * day + 4 * hour + 306 * second + 7, canonical: '382d4h5m6s7ms' },
  { text: '292y', ms: 292 * 365 * day, canonical: '292y' },
])('$text is $ms ms, printed $canonical', ({ text, ms, canonical }) => {
  expect(parseDuration(text)).toBe(ms)
  expect(printDuration(ms)).toBe(canonical)
})

test.each(['', '0', '5', '5x', '-5m', '1.5h', '5m 3s', '3s5m', '5m5m', ' 5m', '5M', 'm', '$__rate_interval'])(
  '"%s" is no duration',
  (text) => {
    expect(() => parseDuration(text)).toThrow(
      expect.objectContaining({ name: 'PromqlError', from: 0, to: text.length }),
    )
  },
)

test('a duration longer than Prometheus can count is refused', () => {
  expect(() => parseDuration('293y')).toThrow('293y is longer than Prometheus can count: the most is 292y.')
})

test.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])('%d ms cannot be printed', (ms) => {
  expect(() => printDuration(ms)).toThrow(RangeError)
})
