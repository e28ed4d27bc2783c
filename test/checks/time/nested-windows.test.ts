import { expect, test } from 'vitest'
import { nestedWindows } from '../../../build/checks/time/nested-windows.ts'
import { alert, recording, subject, told } from '../subject.ts'

const share = (window: string) =>
  `(sum(rate(http_requests_total{status=~"5.."}[${window}])) / sum(rate(http_requests_total[${window}])))`

test('a condition that never holds, not for a moment', () => {
  const rules = [alert({ expr: '(job:errors:ratio_rate2m > 0.10) and (job:errors:ratio_rate10m < 0.02)' })]
  const recorded = ['2m', '10m'].map((window) =>
    recording({ name: `job:errors:ratio_rate${window}`, expr: share(window).slice(1, -1) }),
  )
  expect(told(nestedWindows, subject({ rules: [...recorded, ...rules] }))).toMatchInlineSnapshot(`
    "error  nested-windows   rules.yml › group › SomeAlert
      (job:errors:ratio_rate2m > 0.10) and (job:errors:ratio_rate10m < 0.02)
                                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      For a share of 100% the condition holds for 0s (from 12s, when the 2m are above 0.1, to 12s, when the 10m are no longer below 0.02), and the alert waits 5m.
      Drop the limit on the long window, or let that window end before the short one begins: \`offset\`."
  `)
})

test('one that holds, but for less than the alert waits', () => {
  const expr = `${share('5m')} > 0.05 and ${share('1h')} < 0.05`
  expect(told(nestedWindows, subject({ rules: [alert({ expr, for: 300 })] }))).toContain(
    'the condition holds for 2m45s',
  )
})

test.each([
  ['a wait that fits', `${share('5m')} > 0.05 and ${share('1h')} < 0.05`, 120],
  ['both high, as burn rates are', `${share('5m')} > 0.1 and ${share('1h')} > 0.1`, 300],
  [
    'a long window that ended before',
    `${share('2m')} > 0.1 and (${share('10m').replaceAll(']', '] offset 2m')}) < 0.02`,
    300,
  ],
  ['either of them', `${share('2m')} > 0.10 or ${share('10m')} < 0.02`, 300],
  [
    'rates, which have no upper end',
    'rate(redis_evicted_keys_total[2m]) > 5 and rate(redis_evicted_keys_total[10m]) < 1',
    300,
  ],
  ['two queries', `${share('2m')} > 0.1 and redis_up < 0.02`, 300],
])('silent: %s', (_, expr, wait) => {
  expect(told(nestedWindows, subject({ rules: [alert({ expr, for: wait })] }))).toBe('')
})
