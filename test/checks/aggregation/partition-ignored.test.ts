import { describe, expect, test } from 'vitest'
import { partitionIgnored } from '../../../build/checks/aggregation/partition-ignored.ts'
import { alert, ours, subject, told } from '../subject.ts'

test('the mean over parts of a whole', () => {
  const rules = [alert({ expr: 'avg by (job) (db_pool_connections) > 10' })]
  expect(told(partitionIgnored, subject({ rules }))).toMatchInlineSnapshot(`
    "error  partition-ignored   rules.yml › group › SomeAlert
      avg by (job) (db_pool_connections) > 10
      ^^^
      The series of db_pool_connections share out one whole by state: their mean is the whole by the number of states, whatever happens.
      Choose one with {state="…"}, or keep it: avg by (state)."
  `)
})

test.each([
  ['one part', 'avg(db_pool_connections{state="idle"}) > 10'],
  ['each part', 'avg by (state) (db_pool_connections) > 10'],
  ['the whole', 'sum(db_pool_connections) > 10'],
  ['a metric without parts', 'avg(db_pool_connections_max) > 10'],
  ['totals that the scrape configuration drops', 'sum(container_memory_working_set_bytes) > 10'],
  ['a metric that nobody knows', 'avg(rate(theirs_cpu_seconds_total[5m])) > 0.9'],
])('%s is left alone', (_, expr) => {
  expect(told(partitionIgnored, subject({ rules: [alert({ expr })] }))).toBe('')
})

describe('totals among their parts', () => {
  const kept = ours.scraping && {
    ...ours.scraping,
    jobs: ours.scraping.jobs.map((job) => ({ ...job, metricRelabeling: [] })),
  }
  const said = (expr: string) => told(partitionIgnored, subject({ rules: [alert({ expr })], scraping: kept }))

  test('are counted twice', () => {
    expect(said('sum(container_memory_working_set_bytes) > 1e9')).toContain('those without name: the sum counts both')
  })

  test.each([
    ['left out', 'sum(container_memory_working_set_bytes{name!=""}) > 1e9'],
    ['told apart', 'sum by (name) (container_memory_working_set_bytes) > 1e9'],
    ['compared', 'max(container_memory_working_set_bytes) > 1e9'],
  ])('are %s', (_, expr) => {
    expect(said(expr)).toBe('')
  })
})
