import { test } from 'vitest'
import { exposedBy } from '../../build/language/declare.ts'
import { httpStatus, mayBeEmpty, not, open } from '../../build/language/labels.ts'
import * as extraction from '../../queries/extraction.ts'
import * as http from '../../queries/http.ts'
import * as jobs from '../../queries/jobs.ts'
import * as monitoring from '../../queries/monitoring.ts'
import * as redis from '../../queries/redis.ts'

test('a closed label has the values that are listed', () => {
  extraction.tasks.where({ status: 'failure' })
  // @ts-expect-error: failure
  extraction.tasks.where({ status: 'failed' })
  extraction.tasks.where({ task_type: ['pdf', 'dxf'] })
  // @ts-expect-error: dxf
  extraction.tasks.where({ task_type: ['pdf', 'dwg'] })
  http.requests.where({ method: not('GET', 'HEAD') })
  // @ts-expect-error: GET
  http.requests.where({ method: not('GTE') })
  // @ts-expect-error: the second one
  http.requests.where({ method: not('GET', 'HAED') })
  // @ts-expect-error: everything but nothing is everything
  http.requests.where({ method: not() })
})

test('a group of values has a name of its own', () => {
  http.requests.where({ status: '5xx' })
  // @ts-expect-error: 5xx
  http.requests.where({ status: '5x' })
  http.requests.where({ status: ['4xx', '503'] })
  // @ts-expect-error: 503
  http.requests.where({ status: ['4xx', '530'] })
  http.requests.where({ status: not('2xx', '304') })
  // @ts-expect-error: 3xx
  http.requests.where({ status: not('2xx', '30x') })
  // @ts-expect-error: a label's value is text
  http.requests.where({ status: 500 })
})

test('an open label takes any text', () => {
  redis.keySize.where({ key: 'extraction' })
  // @ts-expect-error: text, not a number
  redis.keySize.where({ db: 0 })
})

test('a label that may be empty has the values that it has otherwise', () => {
  const api = exposedBy(jobs.api)
  const labels = { path: mayBeEmpty(open), status: mayBeEmpty(httpStatus) }
  api.gauge('a', { help: 'Any.', labels }).where({ path: '/', status: '5xx' })
  // @ts-expect-error: 5xx
  api.gauge('a', { help: 'Any.', labels }).where({ status: '5x' })
  // @ts-expect-error: a label whose values are listed has one of them
  mayBeEmpty(['GET', 'PUT'])
  // @ts-expect-error: counter or gauge
  api.info('a_info', { help: 'Any.', exposedAs: 'counted' })
})

test('the job is one of those that expose the metric', () => {
  monitoring.up.where({ job: ['redis', 'postgres'] })
  // @ts-expect-error: pybase-api
  monitoring.up.where({ job: 'pybase' })
  http.requests.where({ job: 'pybase-api' })
  // @ts-expect-error: Redis does not expose this
  http.requests.where({ job: 'redis' })
  exposedBy(jobs.api, jobs.redis).gauge('a', { help: 'Both.' }).where({ job: 'redis' })
  // @ts-expect-error: these two only
  exposedBy(jobs.api, jobs.redis).gauge('a', { help: 'Both.' }).where({ job: 'node' })
  // @ts-expect-error: api
  exposedBy(jobs.apj)
  // @ts-expect-error: a job, not its name
  exposedBy('pybase-api')
  // @ts-expect-error: somebody exposes it
  exposedBy()
})

test('a list of values keeps its members, for which it needs `as const`', () => {
  const { counter } = exposedBy(jobs.api)
  const tight = ['GET', 'POST'] as const
  const loose = ['GET', 'POST']
  counter('a_total', { help: 'Any.', labels: { method: tight } })
  counter('a_total', { help: 'Any.', labels: { method: ['GET', 'POST'] } }).where({ method: 'GET' })
  // @ts-expect-error: string[] would accept every typo
  counter('a_total', { help: 'Any.', labels: { method: loose } })
  // @ts-expect-error: no value at all
  counter('a_total', { help: 'Any.', labels: { method: [] } })
  // @ts-expect-error: what was written in place is closed too
  counter('a_total', { help: 'Any.', labels: { method: ['GET', 'POST'] } }).where({ method: 'PUT' })
  const chosen: string[] = ['GET']
  // @ts-expect-error: who knows what is in there
  http.requests.where({ method: chosen })
})
