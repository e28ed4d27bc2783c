import { expectTypeOf, test } from 'vitest'
import type { Additive, Averaged } from '../../build/language/aggregations.ts'
import { exposedBy } from '../../build/language/declare.ts'
import {
  absent,
  age,
  avg,
  bottomK,
  changes,
  count,
  increase,
  max,
  maxOverTime,
  mean,
  quantile,
  rate,
  sum,
  topK,
} from '../../build/language/functions.ts'
import * as application from '../../queries/application.ts'
import * as extraction from '../../queries/extraction.ts'
import * as http from '../../queries/http.ts'
import * as jobs from '../../queries/jobs.ts'
import * as redis from '../../queries/redis.ts'

test('a counter is read through its growth', () => {
  sum(rate(http.requests))
  // @ts-expect-error: a bare counter only says how long the process has run
  sum(http.requests)
  max(increase(http.requests))
  // @ts-expect-error: the same
  max(http.requests)
  rate(http.latency.count)
  // @ts-expect-error: of the histogram's parts, `count` and `sum` are counters
  rate(http.latency)
  rate(extraction.tasks)
  // @ts-expect-error: what is a rate already cannot be rated again
  rate(extraction.taskRate)
  bottomK(5, rate(http.requests))
  // @ts-expect-error: the counters themselves
  bottomK(5, http.requests)
  http.requestRate.over('5m').above('100/s')
  // @ts-expect-error: a counter has no threshold
  http.requests.above(100)
})

test('a gauge is read as it stands', () => {
  maxOverTime(http.websockets)
  // @ts-expect-error: a gauge goes down too
  rate(http.websockets)
  sum(http.websockets)
  // @ts-expect-error: its growth is a difference
  increase(http.websockets)
  // @ts-expect-error: a counter's highest value is its last
  maxOverTime(http.requests)
  // @ts-expect-error: of a metric, not of a query
  maxOverTime(http.openWebsockets)
  absent(http.websockets)
  // @ts-expect-error: counters appear late; watch a gauge
  absent(http.requests)
})

test('a histogram is read through quantiles and its parts', () => {
  quantile(0.95, http.latency)
  // @ts-expect-error: a counter has no buckets
  quantile(0.95, http.requests)
  // @ts-expect-error: a share, not a percentage
  quantile(95, http.latency)
  // @ts-expect-error: not one of its parts
  quantile(0.95, http.latency.count)
  mean(sum(increase(http.latency.sum)), sum(increase(http.latency.count)))
  // @ts-expect-error: a histogram is no level
  sum(http.latency)
  // @ts-expect-error: neither has it a value to compare
  http.latency.above('1s')
  const { gauge, histogram, counter } = exposedBy(jobs.api)
  histogram('sizes_bytes', { help: 'Any.', buckets: ['1KiB', '1MiB'] })
  // @ts-expect-error: a gauge has no buckets
  gauge('connections', { help: 'Any.', buckets: [10, 50] })
  // @ts-expect-error: nor has a counter
  counter('connections_total', { help: 'Any.', buckets: [10, 50] })
})

test('info and timestamp say something that is not their value', () => {
  count(application.buildInfo)
  // @ts-expect-error: it is always 1
  sum(application.buildInfo)
  // @ts-expect-error: it is always 1
  application.buildInfo.above(0)
  age(application.startTime).below('5m')
  // @ts-expect-error: seconds since 1970
  application.startTime.below('5m')
  changes(application.startTime)
  // @ts-expect-error: seconds since 1970, added up
  sum(application.startTime)
  // @ts-expect-error: a gauge is no moment
  age(http.websockets)
  // @ts-expect-error: a gauge is no moment
  changes(http.websockets)
})

test('quantiles and shares are not added up or averaged', () => {
  max(http.latencyP95.by('instance'))
  // @ts-expect-error: a quantile
  avg(http.latencyP95.by('instance'))
  // @ts-expect-error: a quantile
  sum(http.latencyP95.by('instance'))
  avg(redis.memoryUsed)
  // @ts-expect-error: a share
  avg(redis.memoryUsage)
  // @ts-expect-error: a share
  avg(http.serverErrorRatio.by('instance'))
  count(redis.up.is(0))
  // @ts-expect-error: a yes or no
  avg(redis.up)
  expectTypeOf<Additive<'count', number>>().toBeUnknown()
  expectTypeOf<
    Additive<'seconds', '1s' | '5s'>
  >().toEqualTypeOf<'quantiles of several series cannot be added up: take the quantile of them all'>()
  expectTypeOf<Averaged<'bytes'>>().toBeUnknown()
  expectTypeOf<
    Averaged<'ratio'>
  >().toEqualTypeOf<'the mean of shares weighs an idle series like a busy one: take ratio() of two sums'>()
})

test('a ranking is listed, and nothing else', () => {
  topK(5, http.requestRate.by('endpoint'))
  // @ts-expect-error: rank last
  sum(topK(5, http.requestRate.by('endpoint')))
  // @ts-expect-error: its members change under the threshold
  topK(5, http.requestRate.by('endpoint').over('5m')).above('1/s')
})
