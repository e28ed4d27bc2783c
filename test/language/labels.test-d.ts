import { expectTypeOf, test } from 'vitest'
import { alert, alertEach } from '../../build/language/alert.ts'
import { instancesOf, type Mentioning, mark, valuesOf } from '../../build/language/dashboard.ts'
import { always, sum, topK } from '../../build/language/functions.ts'
import type { Splits } from '../../build/language/query.ts'
import * as application from '../../queries/application.ts'
import * as extraction from '../../queries/extraction.ts'
import * as http from '../../queries/http.ts'
import * as monitoring from '../../queries/monitoring.ts'
import * as postgres from '../../queries/postgres.ts'
import * as redis from '../../queries/redis.ts'

test('a metric and a query exist', () => {
  sum(redis.memoryUsed)
  // @ts-expect-error: memoryUsed
  sum(redis.memoryUse)
  http.requestRate.over('5m')
  // @ts-expect-error: requestRate
  http.requestsRate.over('5m')
})

test('a selector names labels that the metric has', () => {
  http.requests.where({ status: '5xx', instance: 'backend:8000' })
  // @ts-expect-error: status
  http.requests.where({ statsu: '5xx' })
  http.latency.where({ method: 'GET' })
  // @ts-expect-error: the histogram has no status
  http.latency.where({ status: '5xx' })
  extraction.tasks.where({ task_type: 'pdf' })
  // @ts-expect-error: nobody exposes this label
  extraction.tasks.where({ worker: 'extraction' })
  monitoring.alerts.where({ alertname: 'PyBaseWatchdog' })
  // @ts-expect-error: what Prometheus writes has no instance
  monitoring.alerts.where({ instance: 'prometheus:9090' })
})

test('an aggregation keeps labels that it swallowed', () => {
  http.requestRate.by('endpoint', 'status')
  // @ts-expect-error: endpoint
  http.requestRate.by('endpont')
  // @ts-expect-error: at least one
  http.requestRate.by()
  http.latencyP95.by('endpoint')
  // @ts-expect-error: the histogram has no status
  http.latencyP95.by('status')
  extraction.failureRatio.by('task_type', 'instance')
  // @ts-expect-error: both sides of a ratio must have it
  extraction.failureRatio.by('worker')
  application.queryErrorRatio.by('operation')
  // @ts-expect-error: the cache has a status, the database has none
  application.queryErrorRatio.by('status')
})

test('only an aggregation can be split, and only once', () => {
  sum(http.websockets).by('instance')
  // @ts-expect-error: a gauge is not aggregated
  http.websockets.by('instance')
  // @ts-expect-error: a counter is not a query yet
  http.requests.by('endpoint')
  // @ts-expect-error: its two sides are not aggregated
  redis.memoryUsage.by('instance')
  http.requestRate.by('endpoint', 'method')
  // @ts-expect-error: the method is gone
  http.requestRate.by('endpoint').by('method')
  topK(5, http.requestRate.by('endpoint'))
  // @ts-expect-error: split first, rank then
  topK(5, http.requestRate).by('endpoint')
  monitoring.targetsDown.by('job')
  // @ts-expect-error: a condition is not a query
  monitoring.up.is(0).by('job')
  expectTypeOf<Splits<'job'>>().toEqualTypeOf<'job'>()
  expectTypeOf<Splits<never>>().toEqualTypeOf<'nothing: only an aggregation can be split, and once'>()
})

const usual = { for: '5m', severity: 'warning', component: 'api', summary: 'Slow.' } as const
const slow = http.latencyP95.by('endpoint').over('5m').above('1s')

test('a sentence mentions labels that the condition carries', () => {
  alert('Slow', { ...usual, when: slow, description: ({ labels }) => labels.endpoint })
  // @ts-expect-error: endpoint
  alert('Slow', { ...usual, when: slow, description: ({ labels }) => labels.endpiont })
  // @ts-expect-error: aggregated away
  alert('Slow', { ...usual, when: slow, description: ({ labels }) => labels.method })
  alert('Always', { ...usual, when: always, description: ({ value }) => value })
  // @ts-expect-error: nothing to mention
  alert('Always', { ...usual, when: always, description: ({ labels }) => labels.job })

  const about = { summary: 'Slow.' }
  const arms = [{ when: slow, severity: 'warning', component: 'api' }] as const
  alertEach('Slow', arms, { ...about, description: ({ labels }) => labels.endpoint })
  // @ts-expect-error: aggregated away
  alertEach('Slow', arms, { ...about, description: ({ labels }) => labels.job })
})

test('a mark mentions labels that its query carries', () => {
  mark('Restarts', application.restarted, '{{job}} on {{instance}}', 'purple')
  // @ts-expect-error: instance
  mark('Restarts', application.restarted, '{{job}} on {{instnace}}', 'purple')
  // @ts-expect-error: the moment has no version
  mark('Restarts', application.restarted, 'PyBase {{version}}', 'purple')
  expectTypeOf<Mentioning<'{{job}}', 'job'>>().toEqualTypeOf<'{{job}}'>()
  expectTypeOf<Mentioning<'{{job}} {{pod}}', 'job'>>().toEqualTypeOf<'the query has no label pod'>()
})

test('a filter offers a label of its metric', () => {
  valuesOf(http.requests, 'status', 'Status')
  // @ts-expect-error: endpoint
  valuesOf(http.requests, 'endpont', 'Endpoint')
  // @ts-expect-error: the histogram has no status
  valuesOf(http.latency, 'status', 'Status')
  instancesOf(http.requests, 'instance', 'Instance')
  // @ts-expect-error: a query is not a metric
  instancesOf(http.requestRate, 'instance', 'Instance')
})

test('a join adds labels that the info metric has', () => {
  postgres.statementTotalTime.by('queryid').with(postgres.statementText, 'query')
  // @ts-expect-error: query
  postgres.statementTotalTime.by('queryid').with(postgres.statementText, 'qurey')
  // @ts-expect-error: only info metrics are joined
  postgres.statementTotalTime.by('queryid').with(postgres.activity, 'usename')
})
