import { describe, expect, test } from 'vitest'
import { infer } from '../../../build/promql/infer/infer.ts'
import { nameOf } from '../../../build/promql/infer/unit.ts'
import { parse } from '../../../build/promql/parse.ts'
import { spanOf } from '../../../build/promql/spans.ts'
import { schema } from '../conformance/world.ts'

const quantile = 'histogram_quantile(0.9, sum by (le) (rate(http_request_duration_seconds_bucket[5m])))'
const factsOf = (query: string) => infer(parse(query), schema).facts

/** What is noticed; `«»` marks the expression that it is about. */
const rows: Readonly<Record<string, readonly (readonly [marked: string, kind: string, says: string])[]>> = {
  'names and values': [
    ['sum(«ups»)', 'unknown-metric', 'No series is called ups.'],
    ['sum(«up{jbo="api"}»)', 'unknown-label', 'up has no label jbo.'],
    ['«up{job="apy"}»', 'unknown-value', 'No value of job on up fits ="apy".'],
    ['«up{job=~"x.*"}»', 'unknown-value', 'No value of job on up fits =~"x.*".'],
    [
      'rate(«http_request_duration_seconds_bucket{le="0.3"}[5m]»)',
      'unknown-value',
      'No value of le on http_request_duration_seconds_bucket fits ="0.3".',
    ],
  ],
  'functions for the kind': [
    [
      '«histogram_quantile(0.9, sum(rate(http_request_duration_seconds_bucket[5m])))»',
      'missing-le',
      'histogram_quantile needs the label le, which is not there any more.',
    ],
    [
      '«histogram_quantile(95, rate(http_request_duration_seconds_bucket[5m]))»',
      'invalid-argument',
      'A quantile is from 0 to 1, and 95 is not.',
    ],
    ['«rate(queue_length[5m])»', 'rate-of-gauge', 'rate is for counters, and these are gauges.'],
    [
      '«delta(http_requests_total[5m])»',
      'delta-of-counter',
      'delta is for gauges, and these are counters: they fall when a process restarts.',
    ],
  ],
  'sides that never match': [
    [
      '«sum by (job) (up) / sum by (instance) (up)»',
      'never-matches',
      'The two sides never match: job is api or worker or node on the left and never there on the right.',
    ],
    [
      '«up{job="api"} and queue_length»',
      'never-matches',
      'The two sides never match: job is api on the left and worker on the right.',
    ],
    [
      '«up{job="api"} / on (job) disk_free_bytes»',
      'never-matches',
      'The two sides never match: job is api on the left and node on the right.',
    ],
    [
      '«up unless sum(up)»',
      'never-matches',
      'The two sides never match: job is api or worker or node on the left and never there on the right.',
    ],
  ],
  'comparisons that are settled': [
    [
      `«${quantile} > 5»`,
      'never-true',
      'This is never true: the left side is at least 0 and at most 5, the right side 5.',
    ],
    ['«up > 1»', 'never-true', 'This is never true: the left side is 0 or 1, the right side 1.'],
    ['«up >= 0»', 'always-true', 'This is always true: the left side is 0 or 1, the right side 0.'],
    [
      '«-1 > rate(http_requests_total[5m])»',
      'never-true',
      'This is never true: the left side is -1, the right side at least 0.',
    ],
    [
      '«sum(rate(http_requests_total{status="500"}[5m])) / sum(rate(http_requests_total[5m])) > 5»',
      'never-true',
      'This is never true: the left side is at least 0 and at most 1, the right side 5.',
    ],
    ['«(queue_length > 10) < 5»', 'never-true', 'This is never true: the left side is above 10, the right side 5.'],
  ],
  units: [
    [
      '«sum(disk_free_bytes) - sum(process_start_time_seconds)»',
      'unit-mismatch',
      'The left side is in bytes, the right side in seconds.',
    ],
    [
      `«1000 * ${quantile} > scalar(${quantile})»`,
      'unit-mismatch',
      'The left side is in milliseconds, the right side in seconds.',
    ],
  ],
}

describe.each(Object.entries(rows))('%s', (_, table) => {
  test.each(table)('%s: %s', (marked, kind, says) => {
    const found = factsOf(marked.replace(/[«»]/g, ''))
    expect(found.map(({ kind: of, message }) => [of, message])).toStrictEqual([[kind, says]])
    const span = { from: marked.indexOf('«'), to: marked.indexOf('»') - 1 }
    expect(found.map(({ node }) => spanOf(node))).toStrictEqual([span])
  })
})

test.each([
  'up{instance="anything"}',
  'up{job="$job"}',
  'disk_free_bytes{fstype=""}',
  'up{nothing=""}',
  `${quantile} >= 5`,
  `${quantile} > 4.9`,
  'http_requests_total > 0',
  'rate(http_request_duration_seconds_sum[5m]) / rate(http_request_duration_seconds_count[5m]) > 2',
  'disk_free_bytes and on (instance) up',
  'sum by (job) (up) + on () group_left sum(up)',
  'sum(disk_free_bytes) > $limit',
  'time() - process_start_time_seconds < 300',
])('nothing is wrong with %s', (query) => {
  expect(factsOf(query)).toStrictEqual([])
})

test.each([
  'rate(unheard_of[5m]) / on (x) sum by (y) (unheard_of)',
  'histogram_quantile(0.9, rate(unheard_of[5m])) > 1000',
  'sum by (le) (rate(unheard_of{job="nobody"}[5m])) > -1',
  'unheard_of + disk_free_bytes',
])('an unknown metric is told, and none of what follows: %s', (query) => {
  expect(new Set(factsOf(query).map(({ kind }) => kind))).toStrictEqual(new Set(['unknown-metric']))
})

test('what a check asks of a value: kind, label, unit', () => {
  const raw = infer(parse('sum(http_requests_total)'), schema).value
  expect(raw.kind, 'a counter without rate').toBe('counter')
  const summed = infer(parse('sum by (job) (rate(http_requests_total[5m]))'), schema).value
  expect(summed.labels.isPossible('instance'), 'a legend that shows {{instance}}').toBe(false)
  const percent = infer(parse('100 * disk_free_bytes / disk_size_bytes'), schema).value
  expect(nameOf(percent.unit), 'humanizePercentage wants a ratio').toBe('percent')
  expect(infer(parse('up{job="apy"}'), schema).value.empty).toBe(true)
  expect(infer(parse('absent(up{job="apy"})'), schema).value.empty).toBeUndefined()
})
