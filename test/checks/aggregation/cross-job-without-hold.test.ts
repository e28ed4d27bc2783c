import { expect, test } from 'vitest'
import { crossJobWithoutHold } from '../../../build/checks/aggregation/cross-job-without-hold.ts'
import { alert, subject, told } from '../subject.ts'

test('one job against another, at once', () => {
  const rules = [alert({ expr: 'sum(pg_stat_activity_count) / sum(db_pool_connections_max) > 0.9', for: 0 })]
  expect(told(crossJobWithoutHold, subject({ rules }))).toMatchInlineSnapshot(`
    "warning  cross-job-without-hold   rules.yml › group › SomeAlert
      sum(pg_stat_activity_count) / sum(db_pool_connections_max) > 0.9
                                  ^
      The left side comes from postgres, the right side from pybase-api, extraction-worker, search-worker, and the alert has no for: the first evaluation that sees only one of them up to date can fire it.
      Give the alert a for of two scrapes or more."
  `)
})

test.each([
  ['a for', alert({ expr: 'sum(pg_stat_activity_count) / sum(db_pool_connections_max) > 0.9', for: 60 })],
  ['one job', alert({ expr: 'redis_memory_used_bytes / redis_memory_max_bytes > 0.9', for: 0 })],
  [
    'conditions beside each other',
    alert({ expr: 'sum(pg_stat_activity_count) > 90 and sum(db_pool_connections) > 90', for: 0 }),
  ],
  [
    'a job that may be the same',
    alert({ expr: 'sum(db_pool_connections{job="pybase-api"}) / sum(db_pool_connections_max) > 0.9', for: 0 }),
  ],
  [
    'metrics that nobody knows',
    alert({ expr: 'sum(somebodys_connections) / sum(db_pool_connections_max) > 0.9', for: 0 }),
  ],
])('%s is left alone', (_, rule) => {
  expect(told(crossJobWithoutHold, subject({ rules: [rule] }))).toBe('')
})

test('jobs that the queries name, of metrics that nobody knows', () => {
  const of = (b: string) => alert({ expr: `sum(theirs{job="a"}) / sum(others{job="${b}"}) > 0.1`, for: 0 })
  expect(told(crossJobWithoutHold, subject({ rules: [of('b')] }))).toContain('comes from a, the right side from b')
  expect(told(crossJobWithoutHold, subject({ rules: [of('a')] }))).toBe('')
})
