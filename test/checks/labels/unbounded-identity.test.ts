import { expect, test } from 'vitest'
import { unboundedIdentity } from '../../../build/checks/labels/unbounded-identity.ts'
import { alert, subject, told } from '../subject.ts'

const ruleOf = (expr: string) => subject({ rules: [alert({ expr })] })

test('an alert for each statement', () => {
  const each = 'sum by (queryid) (rate(pg_stat_statements_seconds_total[5m])) > 1'
  expect(told(unboundedIdentity, ruleOf(each))).toMatchInlineSnapshot(`
    "error  unbounded-identity   rules.yml › group › SomeAlert
      sum by (queryid) (rate(pg_stat_statements_seconds_total[5m])) > 1
                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      Each queryid of pg_stat_statements_seconds_total would be an alert of its own, and there is no bound to how many there are.
      Aggregate it away: leave queryid out of by (…), or count how many there are."
  `)
})

test.each([
  ['no aggregation', 'container_memory_working_set_bytes > 1e9', 'Each id of container_memory_working_set_bytes'],
  [
    'a label that is brought along',
    'max by (job) (up) * on (job) group_left (version) pybase_build_info == 0',
    'Each version of',
  ],
])('%s', (_, expr, what) => {
  expect(told(unboundedIdentity, ruleOf(expr))).toContain(what)
})

test.each([
  ['a sum over them', 'sum(rate(pg_stat_statements_seconds_total[5m])) > 1'],
  ['a name with a bound', 'sum by (name) (container_memory_working_set_bytes) > 1e9'],
  ['one chosen value', 'pybase_build_info{version="1.2.3"} > 0'],
  ['a few chosen values', 'count by (version) (pybase_build_info{version=~"beta|stable"}) > 0'],
  ['an unknown metric', 'sum by (queryid) (somebody_elses_total) > 1'],
])('%s is fine', (_, expr) => {
  expect(told(unboundedIdentity, ruleOf(expr))).toBe('')
})
