import { expect, test } from 'vitest'
import { hardCodedCapacity } from '../../../build/checks/thresholds/hard-coded-capacity.ts'
import { alert, subject, told } from '../subject.ts'

test('a number where the limit is a metric', () => {
  const rules = [alert({ expr: 'sum(db_pool_connections{state="in_use"}) > 18' })]
  expect(told(hardCodedCapacity, subject({ rules }))).toMatchInlineSnapshot(`
    "warning  hard-coded-capacity   rules.yml › group › SomeAlert
      sum(db_pool_connections{state="in_use"}) > 18
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      db_pool_connections is compared with a number, and db_pool_connections_max tells how much there can be.
      Divide by db_pool_connections_max, and compare the share."
  `)
})

test.each([
  ['percent of a number', '100 * (pg_stat_activity_count / 100) > 90', 'pg_settings_max_connections'],
  ['bytes', 'redis_memory_used_bytes > 2e9', 'redis_memory_max_bytes'],
  ['what is left', 'node_filesystem_avail_bytes / 1024 < 1000', 'node_filesystem_size_bytes'],
])('%s', (_, expr, partner) => {
  expect(told(hardCodedCapacity, subject({ rules: [alert({ expr })] }))).toContain(`Divide by ${partner},`)
})

test.each([
  ['a share', 'redis_memory_used_bytes / redis_memory_max_bytes > 0.8'],
  ['whether there is any', 'redis_memory_used_bytes > 0'],
  ['little of what is used', 'sum(pg_stat_activity_count) < 5'],
  ['a metric without a limit', 'sum(websocket_connections_active) > 1000'],
  ['growth', 'delta(redis_memory_used_bytes[1h]) > 1e9'],
  ['an unknown metric', 'nobody_knows_used_bytes > 5'],
])('silent: %s', (_, expr) => {
  expect(told(hardCodedCapacity, subject({ rules: [alert({ expr })] }))).toBe('')
})
