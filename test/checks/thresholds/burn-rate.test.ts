import { expect, test } from 'vitest'
import { burnRate } from '../../../build/checks/thresholds/burn-rate.ts'
import { alert, recording, subject, told } from '../subject.ts'

const share = 'sum(rate(http_requests_total{status=~"5.."}[1h])) / sum(rate(http_requests_total[1h]))'

test('a rate at which no budget burns', () => {
  expect(told(burnRate, subject({ rules: [alert({ expr: `${share} > 14.4 * (1 - 0.90)` })] }))).toMatchInlineSnapshot(`
    "error  burn-rate   rules.yml › group › SomeAlert
      sum(rate(http_requests_total{status=~"5.."}[1h])) / sum(rate(http_requests_total[1h])) > 14.4 * (1 - 0.90)
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      14.4 times a budget of 0.1 is 1.44, and a share of failures is at most 1: not even a total outage fires it.
      Take a factor below 10, or an objective above 0.9306."
  `)
})

test('through a recording rule', () => {
  const rules = [
    recording({ name: 'slo:errors:ratio_rate1h', expr: share }),
    alert({ expr: 'max(slo:errors:ratio_rate1h > (14.4 * 0.1)) without (instance)' }),
  ]
  expect(told(burnRate, subject({ rules }))).toContain('14.4 times a budget of 0.1 is 1.44')
})

test('through recording rules of one name, which their labels tell apart', () => {
  const name = 'slo:errors:ratio_rate1h'
  const slow = share.replaceAll('1h', '2h')
  const rules = ['api', 'web'].flatMap((slo, at) => [
    recording({ name, expr: at === 0 ? share : slow, labels: { slo } }),
    alert({ name: slo, expr: `${name}{slo="${slo}"} > 14.4 * 0.1` }),
  ])
  expect(told(burnRate, subject({ rules })).match(/› (api|web)$/gm)).toEqual(['› api', '› web'])
})

test.each([
  ['an objective of 99.9%', `${share} > 14.4 * (1 - 0.999)`],
  ['a slow burn', `${share} > 6 * 0.1`],
  ['a rate without an upper end', 'sum(rate(http_requests_total[1h])) > 14.4 * 0.1'],
  ['an unknown rule', 'slo:nobody:ratio_rate1h > 14.4 * 0.1'],
])('silent: %s', (_, expr) => {
  expect(told(burnRate, subject({ rules: [alert({ expr })] }))).toBe('')
})
