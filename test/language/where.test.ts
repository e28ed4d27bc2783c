import { describe, expect, test } from 'vitest'
import { Refused } from '../../build/findings/problem.ts'
import { exposedBy } from '../../build/language/declare.ts'
import { rate, sum } from '../../build/language/functions.ts'
import { matching, not, unbounded } from '../../build/language/labels.ts'
import type { AnyQuery } from '../../build/language/query.ts'
import { printLine } from '../../build/promql/print.ts'
import { clients, latency, node, queue, requests, up } from './metrics.ts'

const paths = exposedBy(node).gauge('paths', { help: 'For tests.', labels: { path: unbounded } })
const only = (where: Parameters<typeof requests.where>[0]) => rate(requests.where(where)).over('5m')

const tables: Readonly<Record<string, readonly (readonly [AnyQuery, string])[]>> = {
  values: [
    [queue.where({ name: 'mail' }), 'queue{job="node",name="mail"}'],
    [queue.where({ name: ['mail', 'search'] }), 'queue{job="node",name=~"mail|search"}'],
    [queue.where({ name: ['mail'] }), 'queue{job="node",name="mail"}'],
    [queue.where({ name: not('mail') }), 'queue{job="node",name!="mail"}'],
    [queue.where({ name: not('mail', 'search') }), 'queue{job="node",name!~"mail|search"}'],
    [queue.where({}), 'queue{job="node"}'],
  ],
  'groups of values': [
    [only({ status: '5xx' }), 'rate(requests_total{job="node",status=~"5.."}[5m])'],
    [only({ status: ['4xx', '503'] }), 'rate(requests_total{job="node",status=~"4..|503"}[5m])'],
    [only({ status: not('2xx') }), 'rate(requests_total{job="node",status!~"2.."}[5m])'],
    [only({ status: '503' }), 'rate(requests_total{job="node",status="503"}[5m])'],
  ],
  'several labels, in one call or in several': [
    [
      only({ status: '5xx', method: 'GET', route: '/' }),
      'rate(requests_total{job="node",method="GET",route="/",status=~"5.."}[5m])',
    ],
    [
      sum(rate(requests.where({ method: 'GET' }).where({ status: '5xx' }))).over('5m'),
      'sum(rate(requests_total{job="node",method="GET",status=~"5.."}[5m]))',
    ],
    [rate(latency.where({ route: '/' }).count).over('5m'), 'rate(latency_seconds_count{job="node",route="/"}[5m])'],
    // What a second `where` leaves open stays narrowed, and a narrower choice takes the place of the wider one.
    [queue.where({ name: 'mail' }).where({ name: 'search' }), 'queue{job="node",name="search"}'],
    [queue.where({ name: ['mail', 'search'] }).where({ name: 'mail' }), 'queue{job="node",name="mail"}'],
  ],
  'text that means something to a regular expression': [
    [paths.where({ path: '/a.b' }), 'paths{job="node",path="/a.b"}'],
    [paths.where({ path: ['/a.b', '/c+(d)'] }), String.raw`paths{job="node",path=~"/a\\.b|/c\\+\\(d\\)"}`],
    [paths.where({ path: not('[x]', '^$') }), String.raw`paths{job="node",path!~"\\[x\\]|\\^\\$"}`],
    [paths.where({ path: 'a"b\\c' }), String.raw`paths{job="node",path="a\"b\\c"}`],
  ],
  'a regular expression': [
    [paths.where({ path: matching('/api/v[12]/.+') }), 'paths{job="node",path=~"/api/v[12]/.+"}'],
    [paths.where({ path: not(matching('/internal/.*')) }), 'paths{job="node",path!~"/internal/.*"}'],
    [queue.where({ name: matching('m.+') }), 'queue{job="node",name=~"m.+"}'],
    [only({ status: matching('5..') }), 'rate(requests_total{job="node",status=~"5.."}[5m])'],
  ],
  'the job that exposes it': [
    [clients, 'clients{job=~"node|redis"}'],
    [clients.where({ job: 'redis' }), 'clients{job="redis"}'],
    [clients.where({ job: not('redis') }), 'clients{job!="redis",job=~"node|redis"}'],
    [up, 'up'],
    [up.where({ job: ['node', 'redis'] }), 'up{job=~"node|redis"}'],
  ],
}

describe.each(Object.entries(tables))('%s', (_, rows) => {
  test.each(rows.map(([query, promql]) => [promql, query] as const))('%s', (promql, query) => {
    expect(printLine(query.expr)).toBe(promql)
  })
})

test('a metric that is narrowed is another metric, and the first one stays', () => {
  const mail = queue.where({ name: 'mail' })
  expect(mail.name).toBe('queue')
  expect(printLine(queue.expr)).toBe('queue{job="node"}')
})

test('an empty list is refused, for it would match series without the label', () => {
  expect(() => requests.where({ method: [] })).toThrow(Refused)
  expect(() => requests.where({ method: [] })).toThrow('method should have 1 or more, and has 0')
})
