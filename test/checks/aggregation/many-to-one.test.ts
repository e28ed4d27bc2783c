import { expect, test } from 'vitest'
import { manyToOne } from '../../../build/checks/aggregation/many-to-one.ts'
import { alert, ours, subject, told } from '../subject.ts'

test('several series for one partner', () => {
  const rules = [
    alert({ expr: 'db_pool_connections / on (job, instance) db_pool_connections_max > 0.9' }),
    alert({ expr: 'sum by (job) (redis_up) * on (job) group_left (version) pybase_build_info > 0', name: 'Version' }),
    alert({ expr: 'db_pool_connections_max * on (instance) group_left () db_pool_connections > 0', name: 'Side' }),
  ]
  expect(told(manyToOne, subject({ rules }))).toMatchInlineSnapshot(`
    "error  many-to-one   rules.yml › group › SomeAlert
      db_pool_connections / on (job, instance) db_pool_connections_max > 0.9
                            ^^^^^^^^^^^^^^^^^^
      The left side has a series for each state, and only job, instance is matched: the query fails at "multiple matches for labels".
      Add group_left, or aggregate the left side by (job, instance).

    error  many-to-one   rules.yml › group › Version
      sum by (job) (redis_up) * on (job) group_left (version) pybase_build_info > 0
                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      The right side has a series for each instance, and only job is matched: the query fails at "multiple matches for labels".
      Aggregate the right side first: max by (job, version) (…).

    error  many-to-one   rules.yml › group › Side
      db_pool_connections_max * on (instance) group_left () db_pool_connections > 0
                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^
      The right side has a series for each state, and only instance is matched: the query fails at "multiple matches for labels".
      Aggregate the right side first: max by (instance) (…)."
  `)
})

test.each([
  [
    'many on one side, and said so',
    'db_pool_connections / on (job, instance) group_left () db_pool_connections_max > 0.9',
  ],
  [
    'aggregated first',
    'sum by (job, instance) (db_pool_connections) / on (job, instance) db_pool_connections_max > 0.9',
  ],
  ['one value chosen', 'db_pool_connections{state="in_use"} / on (job, instance) db_pool_connections_max > 0.9'],
  ['an info metric for each instance', 'redis_up * on (instance) group_left (version) pybase_build_info > 0'],
  [
    'an info metric that was made unique',
    'sum by (job) (redis_up) * on (job) group_left (version) max by (job, version) (pybase_build_info) > 0',
  ],
  [
    'a label that may depend on a matched one',
    'node_filesystem_avail_bytes / on (instance, mountpoint) node_filesystem_size_bytes > 0.9',
  ],
  ['a set operation', 'db_pool_connections and on (instance) db_pool_connections_max'],
  ['metrics that nobody knows', 'a * on (instance) b > 0'],
])('%s is left alone', (_, expr) => {
  expect(told(manyToOne, subject({ rules: [alert({ expr })] }))).toBe('')
})

test('our definitions are accepted', () => {
  expect(told(manyToOne, ours)).toBe('')
})
