import { expect, test } from 'vitest'
import { alertWithoutPanel } from '../../../build/checks/dashboards/alert-without-panel.ts'
import { told } from '../subject.ts'
import { ourWith } from '../written.ts'

test('an alert that no panel shows', () => {
  const blind = ourWith(({ dashboards, groups }) => ({
    dashboards: dashboards.filter(({ name }) => name !== 'overview'),
    groups: groups.filter(({ name }) => name === 'monitoring'),
  }))
  expect(told(alertWithoutPanel, blind)).toMatchSnapshot()
})
