import { expect, test } from 'vitest'
import { danglingReference } from '../../../build/checks/dashboards/dangling-reference.ts'
import { panel, subject, told } from '../subject.ts'

const override = (id: string, options: string) => ({ matcher: { id, options }, properties: [] })
const overridden = (...overrides: readonly object[]) => ({ fieldConfig: { defaults: {}, overrides } })

test('what names something that is not there is told', () => {
  const panels = [
    panel({
      title: 'Override',
      exprs: ['up'],
      legend: 'up',
      json: overridden(override('byFrameRefID', 'B'), override('byName', 'down')),
    }),
    panel({
      title: 'Table',
      exprs: ['up', 'up'],
      json: {
        transformations: [
          { id: 'filterByRefId', options: { include: 'A|D' } },
          { id: 'organize', options: { renameByName: { 'Value #A': 'x', 'Value #C': 'y' } } },
        ],
      },
    }),
    panel({
      title: 'Expression',
      json: {
        targets: [{ refId: 'A' }, { refId: 'C', type: 'math', expression: '$A / $B', datasource: { uid: '__expr__' } }],
      },
    }),
    panel({ title: 'Other', json: { targets: [{ refId: 'A', panelId: 77, datasource: { uid: '-- Dashboard --' } }] } }),
  ]
  expect(told(danglingReference, subject({ panels }))).toMatchInlineSnapshot(`
    "error  dangling-reference   dashboard.json › Row › Override
      An override names the query B, and the panel has A.
      Correct the letter, or remove it.

    error  dangling-reference   dashboard.json › Row › Override
      An override is for "down", and the series are called "up".
      Correct the name, or remove the override.

    error  dangling-reference   dashboard.json › Row › Table
      The transformation "filterByRefId" names the query D, and the panel has A, B.
      Correct the letter, or remove it.

    error  dangling-reference   dashboard.json › Row › Table
      The transformation "organize" names the query C, and the panel has A, B.
      Correct the letter, or remove it.

    error  dangling-reference   dashboard.json › Row › Expression
      The expression C names the query B, and the panel has A, C.
      Correct the letter, or remove it.

    error  dangling-reference   dashboard.json › Row › Other
      The panel shows the result of panel 77, which the dashboard does not have.
      Name a panel that is there."
  `)
})

test.each([
  ['a letter that is there', panel({ exprs: ['up'], json: overridden(override('byFrameRefID', 'A')) })],
  ['a legend that is there', panel({ exprs: ['up'], legend: 'up', json: overridden(override('byName', 'up')) })],
  [
    'a name that a label makes',
    panel({ exprs: ['up'], legend: '{{job}}', json: overridden(override('byName', 'api')) }),
  ],
  ['a name that Grafana makes', panel({ exprs: ['up'], json: overridden(override('byName', 'Value')) })],
  [
    'a name that a transformation makes',
    panel({
      exprs: ['up'],
      legend: 'up',
      json: { ...overridden(override('byName', 'x')), transformations: [{ id: 'reduce' }] },
    }),
  ],
  [
    "a table's column",
    panel({ type: 'table', exprs: ['up'], legend: 'up', json: overridden(override('byName', 'job')) }),
  ],
  [
    'a regular expression',
    panel({ exprs: ['up'], json: { transformations: [{ id: 'filterByRefId', options: { include: '/A.*/' } }] } }),
  ],
  [
    'a panel that is there',
    panel({ id: 7, json: { targets: [{ refId: 'A', panelId: 7, datasource: { uid: '-- Dashboard --' } }] } }),
  ],
])('%s is fine', (_, each) => {
  expect(told(danglingReference, subject({ panels: [each] }))).toBe('')
})

const renaming = { id: 'organize', options: { renameByName: { 'Value #A': 'Requests', 'Value #B': 'Errors' } } }
const exprs = ['sum by (endpoint) (rate(http_requests_total[5m]))', 'sum by (endpoint) (rate(http_requests_total[5m]))']
const table = (
  name: string,
  { transformations = [renaming], of = exprs }: { transformations?: object[]; of?: string[] },
) =>
  panel({
    type: 'table',
    format: 'table',
    exprs: of,
    json: { ...overridden(override('byName', name)), transformations },
  })

test('an override for a column that a table does not have is told', () => {
  expect(told(danglingReference, subject({ panels: [table('Reqeusts', {})] }))).toMatchInlineSnapshot(`
    "error  dangling-reference   dashboard.json › Row › Panel
      An override is for "Reqeusts", and the columns are called "Requests" and "Errors".
      Correct the name, or remove the override."
  `)
  expect(told(danglingReference, subject({ panels: [table('method', {})] }))).toContain('"method"')
})

test.each([
  ['a new name', table('Errors', {})],
  ['a name of before', table('Value #B', {})],
  ['a label', table('endpoint', {})],
  ['the time', table('Time', {})],
  ['a column of an unknown metric', table('shard', { of: ['some_metric', 'some_metric'] })],
  ['a column that a calculation adds', table('Ratio', { transformations: [renaming, { id: 'calculateField' }] })],
  ['a table that is not renamed', table('Requests', { transformations: [{ id: 'merge' }] })],
])('an override for %s is fine', (_, each) => {
  expect(told(danglingReference, subject({ panels: [each] }))).toBe('')
})

test('overrides that were copied with a panel are told together', () => {
  const names = Array.from({ length: 12 }, (_, at) => `s${at}`)
  const json = overridden(...names.map((name) => override('byName', name)))
  const found = told(danglingReference, subject({ panels: [panel({ exprs: ['up'], legend: 'up', json })] }))
  expect(found).toContain('12 overrides are for "s0", "s1"')
  expect(found.match(/dangling-reference/g)).toHaveLength(1)
})
