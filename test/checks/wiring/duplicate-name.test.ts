import { expect, test } from 'vitest'
import { duplicateName } from '../../../build/checks/wiring/duplicate-name.ts'
import { alert, dashboard, ours, panel, subject, told } from '../subject.ts'
import { ourWith } from '../written.ts'

test('two dashboards of one uid', () => {
  const twice = ourWith(({ dashboards }) => ({
    dashboards: dashboards.map((each) => ({ ...each, value: { ...each.value, uid: 'pybase-overview' } })).slice(0, 2),
  }))
  expect(told(duplicateName, twice)).toMatchInlineSnapshot(`
    "error  duplicate-name   dashboards/celery-workers.ts
      The dashboard uid "pybase-overview" is taken already, by dashboards/api-performance.ts.
      Rename one of them."
  `)
})

test('two rules of one name and the same labels', () => {
  const rules = [alert({ expr: 'up == 0' }), alert({ expr: 'up == 1' })]
  expect(told(duplicateName, subject({ rules }))).toContain('is taken already, by rules.yml › group › SomeAlert')
})

test('one name with other labels is another rule', () => {
  const rules = [alert({ expr: 'up == 0' }), alert({ expr: 'up == 0', labels: { severity: 'critical' } })]
  expect(told(duplicateName, subject({ rules }))).toBe('')
})

test('two panels of one id', () => {
  const dashboards = [dashboard([panel({ title: 'A' }), panel({ title: 'B' })])]
  expect(told(duplicateName, subject({ dashboards }))).toContain('panel id "1"')
})

test('our definitions repeat nothing', () => {
  expect(told(duplicateName, ours)).toBe('')
})
