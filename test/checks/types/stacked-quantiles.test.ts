import { expect, test } from 'vitest'
import { stackedQuantiles } from '../../../build/checks/types/stacked-quantiles.ts'
import { panelOf } from '../../../build/documents/convert/panel.ts'
import { sourcesBy } from '../../../build/documents/convert/sources.ts'
import { panel, subject, told } from '../subject.ts'

const quantile = (q: number, by = 'le') => `histogram_quantile(${q}, sum by (${by}) (rate(theirs_bucket[5m])))`
const stacking = (mode: string, overrides: readonly object[] = []) => ({
  fieldConfig: { defaults: { custom: { stacking: { mode, group: 'A' } } }, overrides },
})
/** The same as version 2 has it. */
const asV2 = (spec: object) => panelOf({ kind: 'Panel', spec: { vizConfig: { spec } } }, sourcesBy(new Map()))
const drawn = (exprs: readonly string[], json: object, type = 'timeseries') =>
  told(stackedQuantiles, subject({ panels: [panel({ exprs, type, json: { ...json } })] }))

test('three quantiles on top of each other', () => {
  expect(drawn([quantile(0.5), quantile(0.95), quantile(0.99)], stacking('normal'))).toMatchInlineSnapshot(`
    "error  stacked-quantiles   dashboard.json › Row › Panel
      histogram_quantile(0.5, sum by (le) (rate(theirs_bucket[5m])))
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      The panel stacks quantiles, so its upper line is the sum of 3 of them, which is a quantile of nothing.
      Set stacking to off, and draw the quantiles as lines."
  `)
})

test.each([
  ['percent', [quantile(0.5), quantile(0.9)], stacking('percent'), undefined],
  ['one for each route', [quantile(0.9, 'le, route')], stacking('normal'), undefined],
  ['of a summary', ['theirs{quantile="0.5"}', 'theirs{quantile="0.99"}'], stacking('normal'), undefined],
  ['in milliseconds', [`${quantile(0.5)} * 1000`, `1000 * ${quantile(0.9)}`], stacking('normal'), undefined],
  ['of version 2', [quantile(0.5), quantile(0.9)], asV2(stacking('normal')), undefined],
  ['of old', [quantile(0.5), quantile(0.9)], { stack: true }, 'graph'],
  ['in our metrics', ['max by (job) (quantile_over_time(0.9, up[1h]))', quantile(0.9)], stacking('normal'), undefined],
  ['bars', [quantile(0.5), quantile(0.9)], { options: { stacking: 'normal' } }, 'barchart'],
  ['several of a summary', ['theirs{quantile=~"0.5|0.9"}'], stacking('normal'), undefined],
])('stacked: %s', (_, exprs, json, type) => {
  expect(drawn(exprs, json, type)).toContain('The panel stacks quantiles')
})

const byName = { matcher: { id: 'byName', options: 'P99' }, properties: [{ id: 'custom.stacking', value: {} }] }

test.each([
  ['not stacked', [quantile(0.5), quantile(0.9)], stacking('none'), undefined],
  ['no word of it', [quantile(0.5), quantile(0.9)], {}, undefined],
  ['an override decides', [quantile(0.5), quantile(0.9)], stacking('normal', [byName]), undefined],
  ['one line', [quantile(0.9)], stacking('normal'), undefined],
  ['one pod that a variable chooses', ['quantile by (pod) (0.9, theirs{pod="$pod"})'], stacking('normal'), undefined],
  ['rates', ['sum by (code) (rate(theirs_total[5m]))'], stacking('normal'), undefined],
  ['old lines', [quantile(0.5), quantile(0.9)], { stack: false }, 'graph'],
])('fine: %s', (_, exprs, json, type) => {
  expect(drawn(exprs, json, type)).toBe('')
})
