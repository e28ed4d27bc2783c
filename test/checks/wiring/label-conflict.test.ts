import { expect, test } from 'vitest'
import { labelConflict } from '../../../build/checks/wiring/label-conflict.ts'
import { alert, ours, recording, subject, told } from '../subject.ts'

const inScraping = (externalLabels: readonly string[]) => ours.scraping && { ...ours.scraping, externalLabels }

test('a label that the series have already', () => {
  const rules = [alert({ expr: 'pg_up == 0', labels: { severity: 'critical', instance: 'the database' } })]
  expect(told(labelConflict, subject({ rules }))).toMatchInlineSnapshot(`
    "error  label-conflict   rules.yml › group › SomeAlert
      pg_up == 0
      ^^^^^^^^^^
      The rule sets instance to "the database", and its series have a label instance already: all its values become one.
      Call the label otherwise, or aggregate instance away."
  `)
})

test('external labels', () => {
  const rules = [
    alert({
      expr: 'pg_up == 0',
      annotations: { summary: 'In {{ $externalLabels.cluster }}' },
      labels: { region: 'eu' },
    }),
  ]
  const of = subject({ rules, scraping: inScraping(['region']) })
  expect(told(labelConflict, of)).toMatchInlineSnapshot(`
    "error  label-conflict   rules.yml › group › SomeAlert › annotation summary
      In {{ $externalLabels.cluster }}
            ^^^^^^^^^^^^^^^^^^^^^^^
      No external label cluster is configured, so this is printed as nothing; configured: region.
      Add it to global.external_labels of prometheus.yml, or leave it out.

    error  label-conflict   rules.yml › group › SomeAlert
      The rule sets region, which is an external label of this Prometheus: the rule's value hides where the alert comes from.
      Call the label of the rule otherwise."
  `)
})

test.each([
  ['a label of its own', { expr: 'pg_up == 0', labels: { severity: 'critical' } }],
  ['a label that was aggregated away', { expr: 'sum(pg_up) == 0', labels: { instance: 'any' } }],
  ['the value that the series have', { expr: 'pg_up{job="postgres"} == 0', labels: { job: 'postgres' } }],
  [
    'a label that may be empty on all series',
    { expr: 'container_memory_working_set_bytes > 1', labels: { image: 'any' } },
  ],
  ['an unknown metric', { expr: 'somebody_elses_total > 1', labels: { instance: 'x' } }],
  ['an external label that is there', { expr: 'pg_up == 0', annotations: { summary: '{{ $externalLabels.region }}' } }],
])('%s is fine', (_, written) => {
  expect(told(labelConflict, subject({ rules: [alert(written)], scraping: inScraping(['region']) }))).toBe('')
})

test.each([
  ['an alert on what nobody knows', alert({ expr: 'sum by (queue) (theirs) > 1', labels: { queue: 'all' } })],
  ['a recording rule', recording({ expr: 'sum by (queue) (theirs)', labels: { queue: 'all' } })],
])('all values become one: %s', (_, rule) => {
  expect(told(labelConflict, subject({ rules: [rule] }))).toContain('its series have a label queue already')
})

test.each([
  [
    'a label that is written anew for each series',
    alert({ expr: 'sum by (queue) (theirs) > 1', labels: { queue: '{{ $labels.queue }}' } }),
  ],
  ['a label that is taken away', recording({ expr: 'sum by (queue) (theirs)', labels: { queue: '' } })],
  [
    'a label of environments, which may not be there',
    alert({ expr: 'sum by (cluster) (theirs) > 1', labels: { cluster: 'a' } }),
  ],
])('%s is fine', (_, rule) => {
  expect(told(labelConflict, subject({ rules: [rule] }))).toBe('')
})

test('a label that tells the two of a pair apart', () => {
  const labelled = (expr: string, label = 'replica') =>
    told(labelConflict, subject({ rules: [alert({ expr })], scraping: inScraping([label]) }))
  expect(labelled('sum by (replica) (pg_up) == 0')).toContain(
    'replica is an external label, which tells the two of a pair',
  )
  expect(labelled('pg_up{prometheus_replica="a"} == 0', 'prometheus_replica')).toContain('tells the two of a pair')
  expect(labelled('pg_up == 0 and on (replica) pg_up == 0')).toContain('tells the two of a pair')
  expect(labelled('sum by (cluster) (pg_up) == 0', 'cluster')).toBe('')
  expect(labelled('sum by (instance) (pg_up) == 0')).toBe('')
})

test('an external label that a recording rule sets', () => {
  const rules = [recording({ expr: 'sum(theirs)', labels: { region: 'x' } })]
  expect(told(labelConflict, subject({ rules, scraping: inScraping(['region']) }))).toContain('is an external label')
})
