import { expect, test } from 'vitest'
import { singleValue } from '../../../build/checks/dashboards/single-value.ts'
import { bytes, share } from '../queries.ts'
import { panel, subject, told } from '../subject.ts'

const nameless = { options: { textMode: 'value' } }
const gauge = (defaults: object, unit = 'bytes') =>
  panel({ type: 'gauge', exprs: [bytes], unit, json: { fieldConfig: { defaults, overrides: [] } } })
const byMethod = 'sum by (method) (rate(http_requests_total[5m]))'

test('numbers without names, and a dial without an end, are told', () => {
  const panels = [panel({ type: 'stat', exprs: [byMethod], json: nameless }), gauge({})]
  expect(told(singleValue, subject({ panels }))).toMatchInlineSnapshot(`
    "error  single-value   dashboard.json › Row › Panel
      sum by (method) (rate(http_requests_total[5m]))
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      The panel prints numbers without names, and the query has one series per method.
      Aggregate the labels away, for instance with sum(…), or let the panel print the names.

    error  single-value   dashboard.json › Row › Panel
      The gauge has no maximum, so its dial ends at the largest value of the moment.
      Set min and max to the range of the value, or show it as a stat."
  `)
})

test.each([
  ['one number', panel({ type: 'stat', exprs: [share], json: nameless })],
  ['numbers with names', panel({ type: 'stat', exprs: [byMethod], json: { options: { textMode: 'auto' } } })],
  [
    'rows of a table',
    panel({
      type: 'stat',
      exprs: [byMethod],
      json: { options: { textMode: 'value', reduceOptions: { values: true } } },
    }),
  ],
  ['a name alone', panel({ type: 'singlestat', exprs: [byMethod], json: { valueName: 'name' } })],
  ['one instance, maybe', panel({ type: 'stat', exprs: [bytes], json: nameless })],
  [
    'what a variable narrows',
    panel({ type: 'stat', exprs: ['sum by (method) (http_requests_total{method=~"$m"})'], json: nameless }),
  ],
  ['an unknown metric', panel({ type: 'stat', exprs: ['some_metric'], json: nameless })],
  ['a dial with an end', gauge({ min: 0, max: 4e9 })],
  ['a dial of percent', gauge({}, 'percentunit')],
  ['a gauge of an old format', panel({ type: 'gauge', exprs: [bytes], json: { options: {} } })],
])('%s is fine', (_, each) => {
  expect(told(singleValue, subject({ panels: [each] }))).toBe('')
})
