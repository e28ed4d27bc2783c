import { expect, test } from 'vitest'
import { mixedUnits } from '../../../build/checks/units/mixed-units.ts'
import { bytes, grown, p95, perSecond, share } from '../queries.ts'
import { panel, subject, told } from '../subject.ts'

const shown = (...exprs: readonly string[]) => subject({ panels: [panel({ exprs })] })

test('two units on one axis are told', () => {
  expect(told(mixedUnits, shown(perSecond, share))).toMatchInlineSnapshot(`
    "error  mixed-units   dashboard.json › Row › Panel
      sum(rate(http_requests_total{status=~"5.."}[5m])) / sum(rate(http_requests_total[5m]))
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      This query answers a share from 0 to 1, and the first one on the same axis a number per second.
      Show them in two panels, or give one an axis and a unit of its own by an override."
  `)
})

test.each([
  ['seconds and bytes', [p95, bytes]],
  ['a rate and an increase', [perSecond, grown]],
])('%s are told', (_, exprs) => {
  expect(told(mixedUnits, shown(...exprs))).toContain('mixed-units')
})

test.each([
  ['one unit', [share, share]],
  ['a line at a number', [share, 'vector(0.05)']],
  ['an unknown metric', [share, 'some_metric']],
  ['a gauge without a unit in its name', [share, 'redis_key_size']],
])('%s is fine', (_, exprs) => {
  expect(told(mixedUnits, shown(...exprs))).toBe('')
})

test.each([
  ['a table', panel({ type: 'table', exprs: [perSecond, share] })],
  ['overrides', panel({ exprs: [perSecond, share], json: { fieldConfig: { overrides: [{}] } } })],
])('%s may hold both', (_, each) => {
  expect(told(mixedUnits, subject({ panels: [each] }))).toBe('')
})
