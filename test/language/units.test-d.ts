import { test } from 'vitest'
import { exposedBy } from '../../build/language/declare.ts'
import { constant, increase, max, mean, quantile, rate, ratio, sum } from '../../build/language/functions.ts'
import { record } from '../../build/language/record.ts'
import * as extraction from '../../queries/extraction.ts'
import * as http from '../../queries/http.ts'
import * as jobs from '../../queries/jobs.ts'
import * as monitoring from '../../queries/monitoring.ts'
import * as redis from '../../queries/redis.ts'

const { counter, histogram } = exposedBy(jobs.api)
const help = 'Anything.'

test('two queries that are joined measure the same', () => {
  ratio(redis.memoryUsedTotal, redis.memoryLimitTotal)
  // @ts-expect-error: bytes of tasks
  ratio(redis.memoryUsedTotal, redis.queueDepth)
  ratio(sum(rate(extraction.retries)), extraction.taskRate)
  // @ts-expect-error: tasks of tasks per second
  ratio(sum(increase(extraction.retries)), extraction.taskRate)
  redis.memoryLimitTotal.minus(redis.memoryUsedTotal)
  // @ts-expect-error: bytes less tasks
  redis.memoryLimitTotal.minus(redis.queueDepth)
  // @ts-expect-error: bytes and tasks
  redis.memoryLimitTotal.plus(redis.queueDepth)
  redis.memoryLimitTotal.or(redis.memoryUsedTotal)
  // @ts-expect-error: bytes, or else tasks
  redis.memoryLimitTotal.or(redis.queueDepth)
  mean(sum(increase(http.latency.sum)), sum(increase(http.latency.count)))
  // @ts-expect-error: seconds by seconds
  mean(sum(increase(http.latency.sum)), sum(increase(http.latency.sum)))
})

test('two queries that are joined carry the same labels', () => {
  ratio(http.serverErrorRate.by('endpoint'), http.requestRate.by('endpoint'))
  // @ts-expect-error: the right side has one series, without a label to match
  ratio(http.serverErrorRate.by('endpoint'), http.requestRate)
  http.requestRate.minus(http.serverErrorRate)
  // @ts-expect-error: the left side has none
  http.requestRate.minus(http.serverErrorRate.by('endpoint'))
  redis.memoryMax.or(redis.memoryUsed)
  // @ts-expect-error: aggregated away
  redis.memoryMax.or(redis.memoryUsedTotal)
  redis.queueDepth.orZero()
  // @ts-expect-error: which of the series is 0?
  redis.queueDepth.by('key').orZero()
})

test('an amount is written in the unit of what it limits', () => {
  http.serverErrorRatio.over('5m').above('5%')
  // @ts-expect-error: 5% or 0.05%?
  http.serverErrorRatio.over('5m').above(0.05)
  redis.memoryUsed.above('512MiB')
  // @ts-expect-error: a duration
  redis.memoryUsed.above('5m')
  // @ts-expect-error: a power of ten
  redis.memoryUsed.above('512MB')
  redis.queueDepth.above(100)
  // @ts-expect-error: a number in quotes
  redis.queueDepth.above('100')
  http.requestRate.over('5m').below('0.5/s')
  // @ts-expect-error: per what?
  http.requestRate.over('5m').below(0.5)
  redis.up.is(0)
  // @ts-expect-error: a yes or no
  redis.up.is(2)
  // @ts-expect-error: a level is not a yes or no
  redis.queueDepth.is(0)
  constant('1GiB', redis.memoryMax)
  // @ts-expect-error: bytes
  constant('5%', redis.memoryMax)
})

test('a unit is read off the name and carried through', () => {
  const sent = sum(rate(counter('sent_bytes_total', { help }))).over('5m')
  sent.above('1MiB/s')
  // @ts-expect-error: bytes per second, not bytes
  sent.above('1MiB')
  const busy = sum(rate(counter('process_cpu_seconds_total', { help }))).over('5m')
  busy.above('80%')
  // @ts-expect-error: seconds per second are a share
  busy.above('1s')
  sum(monitoring.up).above(3)
  // @ts-expect-error: yes and no, added up, are a count
  sum(monitoring.up).is(1)
  histogram('lasted_seconds', { help, buckets: ['100ms', '1s', '5m'] })
  // @ts-expect-error: seconds have their unit
  histogram('lasted_seconds', { help, buckets: [0.1, '1s', '5m'] })
  // @ts-expect-error: one edge is no distribution
  histogram('lasted_seconds', { help, buckets: ['1s'] })
})

test("a quantile's threshold is a bucket's edge, and not the last", () => {
  http.latencyP95.over('5m').above('1s')
  // @ts-expect-error: between two edges, where the quantile is a guess
  http.latencyP95.over('5m').above('2s')
  // @ts-expect-error: the last edge, which no quantile exceeds
  http.latencyP95.over('5m').above('10s')
  extraction.durationP95.over('30m').above('5m')
  // @ts-expect-error: what the specification asks for, and what would never fire
  extraction.durationP95.over('30m').above('10m')
  extraction.duration.upTo('10m')
  // @ts-expect-error: nobody counted up to there
  extraction.duration.upTo('3m')
  const worst = max(http.latencyP95.by('endpoint')).over('5m').offset('1d')
  worst.above('1s')
  // @ts-expect-error: still a quantile after max, over and offset
  worst.above('2s')
  const reading = quantile(0.99, http.latency.where({ method: 'GET' })).over('5m')
  reading.above('1s')
  // @ts-expect-error: still a quantile of these buckets
  reading.above('2s')
  const recorded = record('job:latency:p95', http.latencyP95.over('5m'))
  recorded.above('1s')
  // @ts-expect-error: still a quantile when it is recorded
  recorded.above('2s')
})
