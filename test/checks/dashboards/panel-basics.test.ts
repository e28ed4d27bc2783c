import { expect, test } from 'vitest'
import { panelBasics } from '../../../build/checks/dashboards/panel-basics.ts'
import { dashboard, panel, subject, told } from '../subject.ts'

test('what a panel lacks is told, descriptions once for the dashboard', () => {
  const panels = [
    panel({ title: 'Empty' }),
    panel({ title: '', exprs: ['up'] }),
    ...['A', 'B', 'C', 'D'].map((title) => panel({ title, description: ' ', exprs: ['up'] })),
  ]
  expect(told(panelBasics, subject({ panels }))).toMatchInlineSnapshot(`
    "warning  panel-basics   dashboard.json › Row › Empty
      This timeseries has no query, so it says "No data" for ever.
      Give it a query, or remove it.

    warning  panel-basics   dashboard.json › Row › 
      This timeseries has no title, so nobody can tell what it shows, and no link can name it.
      Give it a title.

    warning  panel-basics   dashboard.json
      4 of 6 panels have no description: "A", "B", "C" and 1 more.
      Say in a sentence what each panel shows, and what is bad."
  `)
})

test.each([
  ['a text', panel({ type: 'text', title: '', description: '' })],
  ['a library panel', panel({ title: '', description: '', json: { libraryPanel: { uid: 'x' } } })],
  ['a plugin', panel({ type: 'some-plugin', title: '', description: '' })],
  ["another data source's query", panel({ json: { targets: [{ refId: 'A' }] } })],
])('%s is left alone', (_, each) => {
  expect(told(panelBasics, subject({ dashboards: [dashboard([each])] }))).toBe('')
})
