import { expectTypeOf, test } from 'vitest'
import { alert } from '../../build/language/alert.ts'
import { ratio } from '../../build/language/functions.ts'
import { timeseries } from '../../build/language/panels.ts'
import type { Join, Open } from '../../build/language/query.ts'
import { record } from '../../build/language/record.ts'
import * as application from '../../queries/application.ts'
import * as http from '../../queries/http.ts'
import * as redis from '../../queries/redis.ts'

const about = { severity: 'warning', component: 'api', summary: 'Any.', description: () => 'Any.' } as const
const errors = http.serverErrorRatio

test('a condition needs a window, a panel does not', () => {
  timeseries('Errors', errors, 'Any.')
  errors.over('5m').above('5%')
  // @ts-expect-error: open
  errors.above('5%')
  // @ts-expect-error: open
  errors.below('5%')
  alert('Errors', { ...about, when: errors.over('5m').above('5%') })
  // @ts-expect-error: open
  alert('Errors', { ...about, when: errors.above('5%') })
})

test('a recording rule needs a window', () => {
  record('job:errors:ratio5m', errors.over('5m'))
  // @ts-expect-error: open
  record('job:errors:ratio5m', errors)
})

test('a window is chosen once, where there is one', () => {
  http.latencyP95.over('5m')
  // @ts-expect-error: twice
  http.latencyP95.over('5m').over('10m')
  // @ts-expect-error: a gauge has none
  redis.queueDepth.over('5m')
  // @ts-expect-error: a condition is closed
  application.restarted.over('5m')
})

test('a window is a time as Prometheus writes it', () => {
  http.latencyP95.over('15m')
  http.latencyP95.over('7m')
  http.latencyP95.over('1h30m')
  http.latencyP95.over('30d')
  // @ts-expect-error: 1h30m
  http.latencyP95.over('1.5h')
  // @ts-expect-error: 5m
  http.latencyP95.over('5 minutes')
  // @ts-expect-error: written as text
  http.latencyP95.over(300)
  http.requestRate.over('5m').offset('1w')
  http.requestRate.over('5m').offset('7d')
})

test('two queries that are joined are ready when both are', () => {
  const { serverErrorRate, requestRate } = http
  ratio(serverErrorRate.over('5m'), requestRate.over('1h')).above('5%')
  // @ts-expect-error: the whole is open
  ratio(serverErrorRate.over('5m'), requestRate).above('5%')
  // @ts-expect-error: the part is open
  ratio(serverErrorRate, requestRate.over('5m')).above('5%')
  requestRate.over('5m').minus(serverErrorRate.over('5m')).above('1/s')
  // @ts-expect-error: the right side is open
  requestRate.over('5m').minus(serverErrorRate).above('1/s')
  expectTypeOf<Join<'ready', 'ready'>>().toEqualTypeOf<'ready'>()
  expectTypeOf<Join<'ready', Open>>().toEqualTypeOf<Open>()
})

test('the type says what to do', () => {
  expectTypeOf(errors.readiness).toEqualTypeOf<'not ready: choose a window with .over()'>()
  expectTypeOf(errors.over('5m').readiness).toEqualTypeOf<'ready'>()
})
