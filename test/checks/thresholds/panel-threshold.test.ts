import { expect, test } from 'vitest'
import { panelThreshold } from '../../../build/checks/thresholds/panel-threshold.ts'
import { alert, panel, subject, told } from '../subject.ts'

const share = (window: string, more = '') =>
  `sum(rate(http_requests_total{status=~"5.."${more}}[${window}])) / sum(rate(http_requests_total${more && `{${more.slice(1)}}`}[${window}]))`
const rules = [alert({ name: 'Errors', expr: `(${share('5m')}) > 0.05` })]
const at = (...values: number[]) => [
  { value: null, color: 'green' },
  ...values.map((value) => ({ value, color: 'red' })),
]

test('a panel that changes its colour elsewhere', () => {
  const panels = [panel({ exprs: [share('$__rate_interval', ',instance=~"$instance"')], thresholds: at(0.1, 0.2) })]
  expect(told(panelThreshold, subject({ rules, panels }))).toMatchInlineSnapshot(`
    "warning  panel-threshold   dashboard.json › Row › Panel
      The panel changes its colour at 0.1, 0.2, and the alert Errors fires at 0.05.
      Set a threshold at 0.05, or correct the alert's."
  `)
})

test.each([0.5, 0.01])('a panel that names the alert and changes at %s', (line) => {
  const panels = [panel({ exprs: ['up'], thresholds: at(line), alert: 'Errors' })]
  expect(told(panelThreshold, subject({ rules, panels }))).toContain('the alert Errors fires at 0.05')
})

test.each([
  ['the same threshold among others', panel({ exprs: [share('5m')], thresholds: at(0.01, 0.05) })],
  ['a threshold that warns earlier', panel({ exprs: [share('5m')], thresholds: at(0.01, 0.1) })],
  ['no threshold', panel({ exprs: [share('5m')], thresholds: at() })],
  ['another query', panel({ exprs: [share('5m').replace('5..', '4..')], thresholds: at(0.2) })],
  ['another scale', panel({ exprs: [`100 * ${share('5m')}`], thresholds: at(20) })],
])('silent: %s', (_, drawn) => {
  expect(told(panelThreshold, subject({ rules, panels: [drawn] }))).toBe('')
})

test('silent: an alert without one threshold', () => {
  const joined = [alert({ name: 'Errors', expr: `${share('5m')} > 0.05 or up == 0` })]
  expect(
    told(panelThreshold, subject({ rules: joined, panels: [panel({ exprs: [share('5m')], thresholds: at(0.2) })] })),
  ).toBe('')
})

test('above zero means one of what is counted, or just above', () => {
  const events = [alert({ name: 'Slashed', expr: 'increase(theirs_total[1h]) > 0' })]
  const shown = (...values: readonly number[]) =>
    told(
      panelThreshold,
      subject({ rules: events, panels: [panel({ exprs: ['increase(theirs_total[1h])'], thresholds: at(...values) })] }),
    )
  expect(shown(1, 5)).toBe('')
  expect(shown(80)).toContain('the alert Slashed fires above 0.\n  Set a threshold just above 0')
})

test('thresholds that nothing shows say nothing', () => {
  const json = (mode: string) => ({
    fieldConfig: { defaults: { color: { mode: 'palette-classic' }, custom: { thresholdsStyle: { mode } } } },
  })
  const shown = (mode: string) =>
    told(
      panelThreshold,
      subject({ rules, panels: [panel({ exprs: [share('5m')], thresholds: at(80), json: json(mode) })] }),
    )
  expect(shown('off')).toBe('')
  expect(shown('line')).toContain('the alert Errors fires at 0.05')
})

test('a panel of many things has a scale of its own', () => {
  const of = (...others: readonly string[]) =>
    told(panelThreshold, subject({ rules, panels: [panel({ exprs: [share('5m'), ...others], thresholds: at(70) })] }))
  expect(of('a')).toContain('the alert Errors fires at 0.05')
  expect(of('a', 'b')).toBe('')
})
