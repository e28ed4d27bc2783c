import { describe, expect, test } from 'vitest'
import { Refused } from '../../build/findings/problem.ts'
import { ratio, sum } from '../../build/language/functions.ts'
import { openPromql, promql } from '../../build/language/raw.ts'
import { printLine } from '../../build/promql/print.ts'
import { latency, memory, queue, requests } from './metrics.ts'

const bytes = promql({ labels: ['instance'], unit: 'bytes' })
const open = openPromql({ labels: [], unit: 'count' })

const table = [
  [bytes`deriv(${memory}[1h])`, 'deriv(memory_bytes{job="node"}[1h])'],
  [bytes`${memory} offset 1d`, 'memory_bytes{job="node"} offset 1d'],
  [bytes`sum(${queue.where({ name: 'mail' })}{instance!=""})`, 'sum(queue{instance!="",job="node",name="mail"})'],
  [bytes`${memory} * ${2} + ${0.5}`, 'memory_bytes{job="node"} * 2 + 0.5'],
  [bytes`abs(${sum(memory)})`, 'abs(sum(memory_bytes{job="node"}))'],
  [bytes`sum by (le) (rate(${latency}[5m]))`, 'sum by (le) (rate(latency_seconds_bucket{job="node"}[5m]))'],
  [open`sum(irate(${requests}[$__rate_interval]))`.over('5m'), 'sum(irate(requests_total{job="node"}[5m]))'],
  [
    ratio(sum(bytes`abs(${memory})`), sum(memory)),
    'sum(abs(memory_bytes{job="node"})) / (sum(memory_bytes{job="node"}) > 0)',
  ],
] as const

test.each(table.map(([query, promql]) => [promql, query] as const))('%s', (promql, query) => {
  expect(printLine(query.expr)).toBe(promql)
})

test('a query that is put into another keeps its own precedence', () => {
  const both = memory.plus(memory)
  expect(printLine(bytes`2 * ${both}`.expr)).toBe('2 * (memory_bytes{job="node"} + memory_bytes{job="node"})')
})

describe('what the grammar or the window forbids is refused', () => {
  test.each([
    ['an open bracket', () => bytes`sum(${memory}`, /promql`sum\(memory_bytes/],
    ['an open window', () => bytes`rate(${memory}[$__rate_interval])`, /leaves the window \$__rate_interval open/],
    ['no open window', () => open`rate(${memory}[5m])`, /No window is left open/],
    ['a range after a query', () => bytes`${sum(memory)}[5m]`, /can follow a metric only/],
  ])('%s', (_, define, message) => {
    expect(define).toThrow(Refused)
    expect(define).toThrow(message)
  })
})
