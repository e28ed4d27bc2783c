import { expect, test } from 'vitest'
import { editable } from '../../../build/checks/dashboards/editable.ts'
import { dashboard, subject, told } from '../subject.ts'

const place = { file: 'provider.yml', path: [] }

test('a dashboard and a provider that let people edit are told', () => {
  const of = subject({
    dashboards: [dashboard([], { json: { editable: true } })],
    provisioning: { place, datasources: [], providers: [{ name: 'default', allowUiUpdates: true }] },
  })
  expect(told(editable, of)).toMatchInlineSnapshot(`
    "warning  editable   dashboard.json
      "editable" is true: changes that people make in Grafana are lost with the next version of this file.
      Set "editable" to false, and change the file.

    warning  editable   provider.yml
      The provider "default" has allowUiUpdates: true, so dashboards drift away from their files.
      Set allowUiUpdates to false."
  `)
})

test("Grafana's default is editable", () => {
  expect(told(editable, subject({ dashboards: [dashboard([], { json: { title: 'A' } })] }))).toContain(
    '"editable" is not set:',
  )
})

test.each([
  ['a fixed dashboard', subject({ dashboards: [dashboard([], { json: { editable: false } })] })],
  [
    'a provider',
    subject({ provisioning: { place, datasources: [], providers: [{ name: 'a', allowUiUpdates: false }, {}] } }),
  ],
])('%s is fine', (_, of) => {
  expect(told(editable, of)).toBe('')
})
