import { expect, test } from 'vitest'
import { lyingTitle } from '../../../build/checks/dashboards/lying-title.ts'
import { grown, p95, perSecond, share } from '../queries.ts'
import { panel, subject, told } from '../subject.ts'

const titled = (title: string, ...exprs: readonly string[]) => subject({ panels: [panel({ title, exprs })] })
const p50 = p95.replace('0.95', '0.5')

test('a title that promises something else is told', () => {
  const panels = [
    panel({ title: 'Latency P95', exprs: [p50, p95] }),
    panel({ title: 'Success rate', exprs: [perSecond] }),
    panel({ title: 'Requests per second', exprs: [grown] }),
  ]
  expect(told(lyingTitle, subject({ panels }))).toMatchInlineSnapshot(`
    "error  lying-title   dashboard.json › Row › Latency P95
      histogram_quantile(0.5, sum by (le) (rate(http_request_duration_seconds_bucket[5m])))
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      The title "Latency P95" promises the 95th percentile, and this is the 50th percentile.
      Change one of them, or move this query to a panel of its own.

    error  lying-title   dashboard.json › Row › Success rate
      sum(rate(http_requests_total[5m]))
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      The title "Success rate" promises a share, and the query answers a number per second.
      Change the title, or the query.

    error  lying-title   dashboard.json › Row › Requests per second
      sum(increase(http_requests_total[1h]))
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      The title "Requests per second" promises a rate, and the query answers a number.
      Change the title, or the query."
  `)
})

test.each([
  ['Median latency', p95],
  ['99th percentile', p95],
  ['Requests (%)', perSecond],
  ['Cache hit ratio', 'sum(rate(cache_operations_total[5m]))'],
  ['Requests/s', p95],
])('"%s" of %s is told', (title, expr) => {
  expect(told(lyingTitle, titled(title, expr))).toContain('lying-title')
})

test.each([
  ['Latency p95', p95],
  ['P50 / p95', p95],
  ['Median', p50],
  ['Latency', p95],
  ['Error rate', perSecond],
  ['Error ratio', share],
  ['Percentage of failures', `100 * ${share}`],
  ['Requests per second', perSecond],
  ['Requests/s', perSecond],
  ['Success rate', 'some_metric'],
  ['Ratio', 'redis_key_size'],
  ['p4 nodes', p95],
])('"%s" of %s is true', (title, expr) => {
  expect(told(lyingTitle, titled(title, expr))).toBe('')
})
