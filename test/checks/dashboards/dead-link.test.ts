import { expect, test } from 'vitest'
import { deadLink } from '../../../build/checks/dashboards/dead-link.ts'
import { alert, dashboard, ours, panel, subject, told } from '../subject.ts'
import { variable } from '../variables.ts'

const linking = (...urls: readonly string[]) => ({ links: urls.map((url) => ({ url })) })
const board = dashboard([panel({ id: 7, json: linking('/d/some-dashboard?viewPanel=9') })], {
  variables: [variable('job')],
  json: linking(
    '/d/some-dashboard/x?var-jobb=api&orgId=1',
    'https://grafana.example.org/d/some-dashboard?viewPanel=panel-7',
  ),
})

test('links that lead past a panel or a variable are told', () => {
  const annotations = {
    __dashboardUid__: 'some-dashboard',
    __panelId__: '8',
    dashboard_url: 'https://g/d/some-dashboard?viewPanel=7',
  }
  const rules = [alert({ expr: 'up == 0', annotations })]
  expect(told(deadLink, subject({ rules, dashboards: [board] }))).toMatchInlineSnapshot(`
    "error  dead-link   rules.yml › group › SomeAlert
      __dashboardUid__: some-dashboard
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      The dashboard "Some dashboard" has no panel 8.
      Link to a panel that is there.

    error  dead-link   dashboard.json
      /d/some-dashboard/x?var-jobb=api&orgId=1
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      The link sets the variable jobb, and the dashboard "Some dashboard" has job.
      Correct the name, or leave it out.

    error  dead-link   dashboard.json › Row › Panel
      /d/some-dashboard?viewPanel=9
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      The dashboard "Some dashboard" has no panel 9.
      Link to a panel that is there."
  `)
})

test("a dashboard that nobody gave us is somebody's, except in our own definitions", () => {
  const rules = [alert({ expr: 'up == 0', annotations: { dashboard_url: 'https://g/d/elsewhere' } })]
  expect(told(deadLink, subject({ rules }))).toBe('')
  expect(told(deadLink, subject({ rules, dashboards: ours.dashboards, model: ours.model }))).toContain(
    'There is no dashboard elsewhere.',
  )
})

test('in our own definitions a list of dashboards is not empty', () => {
  const lost = dashboard([], { json: { tags: ['a'], links: [{ type: 'dashboards', title: 'All', tags: ['b'] }] } })
  expect(told(deadLink, subject({ dashboards: [lost], model: ours.model }))).toContain(
    'lists the dashboards tagged ["b"]',
  )
})
