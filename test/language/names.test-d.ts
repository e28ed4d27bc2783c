import { expectTypeOf, test } from 'vitest'
import { alert } from '../../build/language/alert.ts'
import { exposedBy } from '../../build/language/declare.ts'
import type * as name from '../../build/language/names.ts'
import { record } from '../../build/language/record.ts'
import * as http from '../../queries/http.ts'
import * as jobs from '../../queries/jobs.ts'
import * as redis from '../../queries/redis.ts'

const api = exposedBy(jobs.api)
const help = 'Anything.'
const rate5m = http.requestRate.over('5m')
const deep = {
  when: redis.queueDepth.above(100),
  severity: 'warning',
  component: 'redis',
  summary: 'Deep.',
  description: () => 'Deep.',
} as const

test('a metric is called what its type is called', () => {
  api.counter('http_requests_total', { help })
  // @ts-expect-error: a counter ends in _total
  api.counter('http_requests', { help })
  api.gauge('http_requests_in_progress', { help })
  // @ts-expect-error: a gauge does not
  api.gauge('http_requests_total', { help })
  // @ts-expect-error: nor is it a part of a histogram
  api.gauge('http_request_duration_seconds_count', { help })
  // @ts-expect-error: nor is a state
  api.state('healthy_total', { help })
  api.histogram('http_request_duration_seconds', { help, buckets: ['1s', '5s'] })
  // @ts-expect-error: the histogram itself, not one of its parts
  api.histogram('http_request_duration_seconds_bucket', { help, buckets: ['1s', '5s'] })
  api.info('pybase_build_info', { help })
  // @ts-expect-error: an info metric ends in _info
  api.info('pybase_build', { help })
  api.timestamp('pybase_start_time_seconds', { help })
  // @ts-expect-error: a moment is in seconds
  api.timestamp('pybase_start_time', { help })
})

test('a metric is called what Prometheus accepts', () => {
  api.gauge('connections', { help })
  // @ts-expect-error: no dashes
  api.gauge('http-connections', { help })
  // @ts-expect-error: colons are for recording rules
  api.counter('http:requests_total', { help })
  // @ts-expect-error: no digit in front
  api.gauge('5xx', { help })
  // @ts-expect-error: no name
  api.gauge('', { help })
  api.misnamedCounter('pg_stat_database_blks_hit', { help, unit: 'count' })
  // @ts-expect-error: misnamed is not misspelt
  api.misnamedCounter('pg_stat_database.blks_hit', { help, unit: 'count' })
  // @ts-expect-error: a name that does not tell the unit needs one
  api.misnamedGauge('pg_locks_count', { help })
})

test('the sentence says what is wrong with the name', () => {
  expectTypeOf<name.CounterName<'a_total'>>().toEqualTypeOf<'a_total'>()
  expectTypeOf<name.CounterName<'a'>>().toEqualTypeOf<"a counter's name ends in _total, and a does not">()
  expectTypeOf<name.GaugeName<'a_total'>>().toEqualTypeOf<'a_total is named like a counter, not a gauge'>()
  expectTypeOf<name.GaugeName<'a_sum'>>().toEqualTypeOf<'a_sum is named like a part of the histogram a'>()
  expectTypeOf<name.HistogramName<'a_bucket'>>().toEqualTypeOf<'name the histogram itself: a'>()
  expectTypeOf<name.HistogramName<'a_total'>>().toEqualTypeOf<'a_total is named like a counter, not a histogram'>()
  expectTypeOf<name.InfoName<'a'>>().toEqualTypeOf<"an info metric's name ends in _info, and a does not">()
  expectTypeOf<name.TimestampName<'a'>>().toEqualTypeOf<"a timestamp's name ends in _seconds, and a does not">()
  expectTypeOf<
    name.MetricName<'a-b'>
  >().toEqualTypeOf<`a metric's name has letters, digits and underscores, and a-b has "-"`>()
  expectTypeOf<name.MetricName<'5xx'>>().toEqualTypeOf<"a metric's name starts with a letter, and 5xx does not">()
})

test('an alert is called in PascalCase', () => {
  alert('PyBaseQueueDeep', deep)
  // @ts-expect-error: kebab-case
  alert('queue-deep', deep)
  // @ts-expect-error: camelCase
  alert('queueDeep', deep)
  // @ts-expect-error: a sentence
  alert('Queue deep', deep)
  // @ts-expect-error: no name
  alert('', deep)
  expectTypeOf<name.AlertName<'Slow'>>().toEqualTypeOf<'Slow'>()
  expectTypeOf<name.AlertName<'slow'>>().toEqualTypeOf<"an alert's name is PascalCase: Slow">()
  expectTypeOf<name.AlertName<'slow-api'>>().toEqualTypeOf<"an alert's name is PascalCase, and slow-api is not">()
})

test('a recording rule is called level:metric:operations', () => {
  record('job:http_requests:rate5m', rate5m)
  // @ts-expect-error: no operations
  record('job:http_requests', rate5m)
  // @ts-expect-error: like a metric
  record('http_requests_rate5m', rate5m)
  // @ts-expect-error: no dashes
  record('job:http-requests:rate5m', rate5m)
  expectTypeOf<
    name.RecordingName<'a:b'>
  >().toEqualTypeOf<'a recording rule is named level:metric:operations, and a:b is not'>()
})
