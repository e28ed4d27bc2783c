import { expect, test } from 'vitest'
import { selfRatio } from '../../../build/checks/aggregation/self-ratio.ts'
import { alert, recording, subject, told } from '../subject.ts'

test('a series divided by itself', () => {
  const rules = [
    alert({ expr: 'rate(http_requests_total{status=~"5.."}[5m]) / rate(http_requests_total[5m]) > 0.05' }),
    alert({
      expr: 'sum by (status) (rate(http_requests_total{status="500"}[5m])) / sum by (status) (rate(http_requests_total[5m])) > 0.05',
      name: 'By',
    }),
    alert({ expr: 'sum(redis_up) / sum(redis_up) > 0.5', name: 'Same' }),
  ]
  expect(told(selfRatio, subject({ rules }))).toMatchInlineSnapshot(`
    "error  self-ratio   rules.yml › group › SomeAlert
      rate(http_requests_total{status=~"5.."}[5m]) / rate(http_requests_total[5m]) > 0.05
                                                   ^
      Both sides keep status, so each series is divided by itself: the quotient is always 1.
      Add up over status on both sides: sum(…) / sum(…).

    error  self-ratio   rules.yml › group › By
      sum by (status) (rate(http_requests_total{status="500"}[5m])) / sum by (status) (rate(http_requests_total[5m])) > 0.05
                                                                    ^
      Both sides keep status, so each series is divided by itself: the quotient is always 1.
      Add up over status on both sides: sum(…) / sum(…).

    error  self-ratio   rules.yml › group › Same
      sum(redis_up) / sum(redis_up) > 0.5
                    ^
      Both sides are the same: the quotient is always 1.
      Divide by what the left side is a part of."
  `)
})

test('behind recording rules', () => {
  const by = (name: string, matchers: string) =>
    recording({ name, expr: `sum by (job, status) (rate(http_requests_total${matchers}[5m]))` })
  const rules = [
    by('a:errors:rate5m', '{status=~"5.."}'),
    by('a:all:rate5m', ''),
    alert({ expr: 'a:errors:rate5m / a:all:rate5m > 0.1' }),
  ]
  expect(told(selfRatio, subject({ rules }))).toContain('Both sides keep status')
})

test.each([
  [
    'a label that Grafana chooses',
    'sum by ($by) (rate(http_requests_total{status=~"5.."}[5m])) / sum by ($by) (rate(http_requests_total[5m])) > 0.05',
  ],
  [
    'the label aggregated away',
    'sum(rate(http_requests_total{status=~"5.."}[5m])) / sum(rate(http_requests_total[5m])) > 0.05',
  ],
  [
    'another label kept',
    'sum by (endpoint) (rate(http_requests_total{status=~"5.."}[5m])) / sum by (endpoint) (rate(http_requests_total[5m])) > 0.05',
  ],
  [
    'the label ignored',
    'rate(http_requests_total{status="500"}[5m]) / ignoring (status) group_left () sum without (status) (rate(http_requests_total[5m])) > 0.05',
  ],
  [
    'one of two selected labels kept',
    'sum by (status) (rate(http_requests_total{status="500",method="GET"}[5m])) / sum by (status) (rate(http_requests_total[5m])) > 0.05',
  ],
  ['another window', 'rate(http_requests_total[5m]) / rate(http_requests_total[1h]) > 2'],
  ['another time', 'rate(http_requests_total[5m]) / rate(http_requests_total[5m] offset 1d) > 2'],
  [
    'a label that an unknown metric loses',
    'sum(rate(theirs_total{code="500"}[5m])) / sum(rate(theirs_total[5m])) > 0.05',
  ],
  [
    'a label that an unknown metric loses in a grouping',
    'sum by (pod) (rate(theirs_total{code!~"2.."}[5m])) / sum by (pod) (rate(theirs_total[5m])) > 0.05',
  ],
  [
    'a label taken away',
    'sum without (code) (rate(theirs_total{code="500"}[5m])) / sum without (code) (rate(theirs_total[5m])) > 0.05',
  ],
  ['how many of a kind there are', 'count(theirs{app="x"} > 0) / count(theirs{app="x"}) > 0.5'],
  ['a bucket by its count', 'rate(theirs_bucket{le="1"}[5m]) / rate(theirs_count[5m]) > 0.5'],
  ['a factor of 1', 'sum by (node) (theirs * on (node) group_left () (others / others)) > 5'],
  ['two unknown metrics', 'rate(theirs_total{code="500"}[5m]) / rate(others_total[5m]) > 0.05'],
])('%s is left alone', (_, expr) => {
  expect(told(selfRatio, subject({ rules: [alert({ expr })] }))).toBe('')
})

test.each([
  'rate(theirs_total{code=~"5.."}[5m]) / rate(theirs_total[5m]) > 0.05',
  '1 - rate(theirs_total{outcome="ok",app="x"}[5m]) / rate(theirs_total{app="x"}[5m]) > 0.05',
  'sum by (pod, code) (increase(theirs_total{code!="200"}[1h])) / sum by (pod, code) (increase(theirs_total[1h])) > 0.1',
  'sum without (instance) (rate(theirs_total{code!="200"}[1h])) / sum without (instance) (rate(theirs_total[1h])) > 0.1',
])('of a metric that nobody knows, what the query itself says is enough: %s', (expr) => {
  expect(told(selfRatio, subject({ rules: [alert({ expr })] }))).toContain('always 1')
})
