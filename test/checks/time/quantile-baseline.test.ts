import { expect, test } from 'vitest'
import { quantileBaseline } from '../../../build/checks/time/quantile-baseline.ts'
import { alert, subject, told } from '../subject.ts'

const p95 = (window: string, more = '') =>
  `histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket[${window}]${more})))`

test('a quantile that chases its own tail', () => {
  const rules = [alert({ expr: `${p95('5m')} > 1.5 * ${p95('15m')}`, for: 300 })]
  expect(told(quantileBaseline, subject({ rules }))).toMatchInlineSnapshot(`
    "error  quantile-baseline   rules.yml › group › SomeAlert
      histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket[5m]))) > 1.5 * histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket[15m])))
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      After a sudden step the condition holds for 30s, until 5% of the 15m are slow as well, and the alert waits 5m and looks every 15s.
      Let the baseline end where the short window begins: offset 5m or more."
  `)
})

test.each([
  ['as a quotient', `${p95('5m')} / ${p95('15m')} > 2`],
  ['turned around', `(${p95('15m')} * 2) < (${p95('5m')})`],
])('%s', (_, expr) => {
  expect(told(quantileBaseline, subject({ rules: [alert({ expr })] }))).toContain('the condition holds for 30s')
})

test.each([
  ['a baseline that ended before', `${p95('5m')} > 1.5 * ${p95('15m', ' offset 5m')}`, 300],
  ['a baseline long enough', `${p95('5m')} > 1.5 * ${p95('1d')}`, 300],
  ['no wait', `${p95('5m')} > 1.5 * ${p95('15m')}`, 0],
  ['two histograms', `${p95('5m')} > ${p95('15m').replaceAll('http_request', 'db_query')}`, 300],
  ['rates, which follow slowly', 'rate(http_requests_total[5m]) > 2 * rate(http_requests_total[15m])', 300],
])('silent: %s', (_, expr, wait) => {
  expect(told(quantileBaseline, subject({ rules: [alert({ expr, for: wait })] }))).toBe('')
})
