import { expect, test } from 'vitest'
import { manyToOne } from '../../../build/checks/aggregation/many-to-one.ts'
import { against, alerts } from '../foreign.ts'
import { alert, subject, told } from '../subject.ts'

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

const boxes = [
  '# TYPE box_ended_seconds gauge',
  'box_ended_seconds{ns="a",box="c"} 1',
  'box_ended_seconds{ns="b",box="c"} 1',
  '# TYPE box_reason gauge',
  'box_reason{ns="a",box="c",reason="OOM"} 1',
  'box_reason{ns="a",box="c",reason="Error"} 0',
  '# TYPE box_owner gauge',
  'box_owner{ns="a",box="c",owner="x"} 1',
  'box_owner{ns="b",box="c",owner="y"} 1',
].join('\n')

test.each([
  'box_ended_seconds * on (ns, box) group_left (reason) box_reason > 5',
  'box_ended_seconds * ignoring (reason) box_reason > 5',
  'box_reason * on (ns, box) group_right () box_ended_seconds > 5',
  'rate(box_ended_seconds[5m]) / on (box) group_left () box_owner > 5',
])('two series that a recorded exposition shows side by side: %s', (expr) => {
  expect(told(manyToOne, against(boxes, alerts(expr)))).toMatch(
    /The exposition has two series of the (left|right) side/,
  )
})

test.each([
  'box_ended_seconds * on (ns, box) group_left (owner) box_owner > 5',
  'box_ended_seconds * on (ns, box) group_left (reason) box_reason{reason="OOM"} > 5',
  'box_ended_seconds * on (ns, box) group_left () (box_reason == 1) > 5',
  'box_ended_seconds * on (ns, box) group_left () max by (ns, box) (box_reason) > 5',
  'box_reason * on (ns, box) group_left () box_ended_seconds > 5',
  'box_ended_seconds and on (box) box_reason',
])('recorded series that can be matched: %s', (expr) => {
  expect(told(manyToOne, against(boxes, alerts(expr)))).toBe('')
})
