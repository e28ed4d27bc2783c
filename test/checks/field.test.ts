import { describe, expect, test } from 'vitest'
import { runChecks } from '../../build/checks/run.ts'
import { against } from './foreign.ts'

/** Which checks say something of a rule file with one alert and of a dashboard with one panel on the same query. */
const toldOf = (expr: string, rule: object = {}) => {
  const rules = { groups: [{ name: 'g', rules: [{ alert: 'A', expr, labels: { severity: 'none' }, ...rule }] }] }
  return runChecks(against('', { 'rules.yml': JSON.stringify(rules) })).map(({ check }) => check)
}
const toldOfPanel = (panel: object, dashboard: object = {}) => {
  const whole = {
    title: 'D',
    uid: 'd',
    schemaVersion: 39,
    panels: [{ id: 1, type: 'timeseries', title: 'P', ...panel }],
    ...dashboard,
  }
  return runChecks(against('', { 'd.json': JSON.stringify(whole) })).map(({ check }) => check)
}
const asks = (expr: string, more: object = {}) => ({ targets: [{ refId: 'A', expr, ...more }] })

describe('what people write, and is right', () => {
  test.each([
    ['mixed-operators', 'a > 0 and b < 0 unless on (x) c == 1'],
    ['nameless-selector', 'rate({__name__=~"pg_(bgwriter|checkpointer)_writes"}[5m]) > 1'],
    ['unknown-label', 'label_replace(absent(up{job="m"}), "namespace", "storage", "", "") == 1'],
    ['unknown-label', 'up{business_unit="shop"} == 0'],
    ['missing-le', 'histogram_quantile(0.9, sum by (job, vmrange) (rate(a_bucket[5m]))) > 1'],
    ['prediction-horizon', 'predict_linear(free_bytes[6h], 4 * 24 * 3600) < 0'],
  ])('no %s of %s', (check, expr) => {
    expect(toldOf(expr)).not.toContain(check)
  })

  test('a label that a rule writes over one with a single value', () => {
    expect(toldOf('ALERTS{severity="info"} == 1')).not.toContain('label-conflict')
  })

  test('what a file records does not tell what it is recorded from', () => {
    const rules = {
      groups: [
        {
          name: 'g',
          rules: [
            { record: 'reads_total_ag', expr: 'sum(rate(reads_total[5m]))' },
            { record: 'x', expr: 'sum(reads_total_ag)' },
          ],
        },
      ],
    }
    expect(runChecks(against('', { 'r.yml': JSON.stringify(rules) })).map(({ check }) => check)).not.toContain(
      'unknown-metric',
    )
  })

  test('variables in brackets, wherever they stand', () => {
    const variables = {
      templating: { list: ['by', 'range', 'job'].map((name) => ({ name, type: 'custom', query: 'a,b' })) },
    }
    const found = toldOfPanel(
      asks('sum by ([[by]], le) (rate(a{job="[[job:raw]]"}[[[range]]] offset [[range]]))'),
      variables,
    )
    expect(found).not.toContain('promql-syntax')
    expect(found).not.toContain('unused-variable')
    expect(toldOfPanel(asks('sum by ([[nowhere]]) (a)'))).toContain('undefined-variable')
    expect(toldOfPanel(asks('a{b=~"[[:alpha:]]+"}'))).not.toContain('undefined-variable')
  })

  test('an expression with a variable', () => {
    const expression = {
      refId: 'B',
      type: 'math',
      expression: '$A / $price',
      datasource: { type: '__expr__', uid: '__expr__' },
    }
    const panel = { targets: [{ refId: 'A', expr: 'a' }, expression] }
    const variables = { templating: { list: [{ name: 'price', type: 'constant', query: '5' }] } }
    expect(toldOfPanel(panel, variables)).not.toContain('dangling-reference')
    expect(toldOfPanel(panel)).toContain('dangling-reference')
  })

  test('a panel of a plugin that reads variables by itself', () => {
    const variables = { templating: { list: [{ name: 'v', type: 'custom', query: 'a,b' }] } }
    expect(toldOfPanel({ type: 'some-qan-app-panel' }, variables)).not.toContain('unused-variable')
    expect(toldOfPanel(asks('a'), variables)).toContain('unused-variable')
  })

  test('thresholds of a table that colours nothing', () => {
    const steps = [
      { color: 'green', value: null },
      { color: 'red', value: 5 },
    ]
    const of = (custom: object) =>
      toldOfPanel({
        type: 'table',
        ...asks('up', { instant: true, format: 'table' }),
        fieldConfig: { defaults: { custom, thresholds: { mode: 'absolute', steps } }, overrides: [] },
      })
    expect(of({ align: 'auto' })).not.toContain('threshold-scale')
    expect(of({ cellOptions: { type: 'color-background' } })).toContain('threshold-scale')
  })
})
