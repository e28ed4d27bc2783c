import { expect, test } from 'vitest'
import { shareScale } from '../../../build/checks/thresholds/share-scale.ts'
import { alert, subject, told } from '../subject.ts'

const share = 'sum(rate(http_requests_total{status=~"5.."}[5m])) / sum(rate(http_requests_total[5m]))'

test('a share in percent', () => {
  expect(told(shareScale, subject({ rules: [alert({ expr: `${share} > 5` })] }))).toMatchInlineSnapshot(`
    "error  share-scale   rules.yml › group › SomeAlert
      sum(rate(http_requests_total{status=~"5.."}[5m])) / sum(rate(http_requests_total[5m])) > 5
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      This is a share, from 0 to 1, and it is compared with "> 5".
      If 5 means percent, write 0.05."
  `)
})

test('a use of a capacity in percent', () => {
  const expr = 'node_filesystem_avail_bytes / node_filesystem_size_bytes < 10'
  expect(told(shareScale, subject({ rules: [alert({ expr })] }))).toMatchInlineSnapshot(`
    "error  share-scale   rules.yml › group › SomeAlert
      node_filesystem_avail_bytes / node_filesystem_size_bytes < 10
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      This divides by a capacity, so that full is 1, and it is compared with "< 10".
      If 10 means percent, write 0.1."
  `)
})

test.each([
  ['the complement', `1 - ${share} < 99`],
  ['the largest', `max(${share}) >= 90`],
  ['the complement of a use', '(1 - node_filesystem_avail_bytes / node_filesystem_size_bytes) > 90'],
  ['a pool', 'db_pool_connections{state="in_use"} / ignoring (state) db_pool_connections_max > 90'],
])('%s', (_, expr) => {
  expect(told(shareScale, subject({ rules: [alert({ expr })] }))).toContain('If ')
})

test.each([
  ['a share', `${share} > 0.05`],
  ['percent', `${share} * 100 > 5`],
  ['a use of a capacity', 'node_filesystem_avail_bytes / node_filesystem_size_bytes < 0.1'],
  ['twice a capacity', 'redis_memory_used_bytes / redis_memory_max_bytes > 2'],
  [
    'growth against last week',
    'sum(rate(http_requests_total[5m])) / sum(rate(http_requests_total[5m] offset 1w)) > 10',
  ],
  ['a mean', 'rate(http_request_duration_seconds_sum[5m]) / rate(http_request_duration_seconds_count[5m]) > 5'],
  ['bytes for each client', 'redis_memory_used_bytes / redis_connected_clients > 50'],
  ['unknown metrics', 'nobody_knows_bytes / nobody_knows_max_bytes > 90'],
])('silent: %s', (_, expr) => {
  expect(told(shareScale, subject({ rules: [alert({ expr })] }))).toBe('')
})

test.each([
  'sum(rate(theirs_total{code=~"5.."}[5m])) / sum(rate(theirs_total[5m])) > 5',
  'sum by (job) (increase(theirs_count{kind="a"}[5m])) / sum by (job) (increase(theirs_count[5m])) > 2',
])('a part of a whole, whoever counts it: %s', (expr) => {
  expect(told(shareScale, subject({ rules: [alert({ expr })] }))).toContain('a share, from 0 to 1')
})
