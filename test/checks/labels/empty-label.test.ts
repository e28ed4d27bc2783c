import { expect, test } from 'vitest'
import { emptyLabel } from '../../../build/checks/labels/empty-label.ts'
import { alert, recording, subject, told } from '../subject.ts'

test('a label without a value', () => {
  const rules = [
    alert({ expr: 'up == 0', labels: { severity: 'critical', team: '' } }),
    recording({ expr: 'sum by (job) (theirs)', labels: { tier: ' ' } }),
  ]
  expect(told(emptyLabel, subject({ rules }))).toMatchInlineSnapshot(`
    "error  empty-label   rules.yml › group › SomeAlert
      The label team is empty, which is the same as no label team.
      Give it a value, or leave it out.

    error  empty-label   rules.yml › group › level:metric:rate5m
      The label tier is empty, which is the same as no label tier.
      Give it a value, or leave it out."
  `)
})

test('a label that is taken away from the series is left alone', () => {
  const rules = [
    alert({ expr: 'up == 0', labels: { instance: '' } }),
    recording({ expr: 'sum by (pod) (theirs)', labels: { pod: '' } }),
    recording({ expr: 'theirs{zone="a"}', labels: { zone: '' } }),
  ]
  expect(told(emptyLabel, subject({ rules }))).toBe('')
})
