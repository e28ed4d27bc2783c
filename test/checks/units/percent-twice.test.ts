import { expect, test } from 'vitest'
import { percentTwice } from '../../../build/checks/units/percent-twice.ts'
import { panelOf } from '../../../build/documents/convert/panel.ts'
import { sourcesBy } from '../../../build/documents/convert/sources.ts'
import { share } from '../queries.ts'
import { panel, subject, told } from '../subject.ts'

const shown = (expr: string, unit = 'percentunit', json: object = {}) =>
  told(percentTwice, subject({ panels: [panel({ exprs: [expr], unit, json: { ...json } })] }))

test('a quotient times 100 under a unit that multiplies by 100', () => {
  expect(shown('sum(rate(theirs_bad_total[5m])) / sum(rate(theirs_total[5m])) * 100')).toMatchInlineSnapshot(`
    "error  percent-twice   dashboard.json › Row › Panel
      sum(rate(theirs_bad_total[5m])) / sum(rate(theirs_total[5m])) * 100
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      The query multiplies a quotient by 100, and the unit "percentunit" does so again: it reads 100 times too large.
      Drop the "* 100", or set the unit to percent."
  `)
})

test.each([
  '100 * theirs_used / theirs_size',
  '100 * (theirs_used / theirs_size)',
  '100 * (1 - theirs_free / theirs_size)',
  '100 - theirs_free / theirs_size * 100',
  '(theirs_used * 100) / theirs_size',
  'theirs_used / (theirs_size / 100)',
  'avg by (zone) (theirs_used / theirs_size * 100)',
  'avg(theirs_used / theirs_size) * 100',
  '(theirs_used / theirs_size * 100) > 0',
])('told: %s', (expr) => {
  expect(shown(expr)).toContain('reads 100 times too large')
})

test.each([
  ['once, by the unit', 'theirs_used / theirs_size', 'percentunit'],
  ['once, in the query', '100 * theirs_used / theirs_size', 'percent'],
  ['no quotient', 'theirs_ratio * 100', 'percentunit'],
  ['a quotient by a number', 'theirs_ratio / 1000 * 100', 'percentunit'],
  ['another factor', '10 * theirs_used / theirs_size', 'percentunit'],
  ['what unit-scale tells', `100 * ${share}`, 'percentunit'],
])('left alone: %s', (_, expr, unit) => {
  expect(shown(expr, unit)).toBe('')
})

const computed = (expression: string, expr: string, unit: string) => {
  const math = { refId: 'B', type: 'math', expression }
  const classic = { targets: [{ refId: 'A', hide: true }, math] }
  const query = (refId: string, spec: object) => ({ spec: { refId, hidden: refId === 'A', query: { spec } } })
  const data = { spec: { queries: [query('A', {}), query('B', math)] } }
  const v2 = panelOf({ kind: 'Panel', spec: { data } }, sourcesBy(new Map()))
  const [one, other] = [shown(expr, unit, classic), shown(expr, unit, v2)]
  expect(one).toBe(other)
  return one
}

test.each([
  ['$C / $A * 100', 'theirs', 'percentunit', 'multiplies a quotient by 100'],
  ['100 * ($C/$A)', 'theirs', 'percentunit', 'multiplies a quotient by 100'],
  ['$' + '{A} * 100', '100 * theirs / others', 'percent', 'what the query A has multiplied by 100 already'],
])('an expression of Grafana: %s', (expression, expr, unit, what) => {
  expect(computed(expression, expr, unit)).toContain(what)
})

test.each([
  ['$C / $A * 100', 'theirs', 'percent'],
  ['$C / $A', 'theirs', 'percentunit'],
  ['$A * 100', 'theirs / others', 'percent'],
  ['$A * 1000', 'theirs / others', 'percentunit'],
  ['$A > 100', '100 * theirs / others', 'percent'],
])('an expression of Grafana that is right: %s', (expression, expr, unit) => {
  expect(computed(expression, expr, unit)).toBe('')
})

const calculated = (right: unknown, operator = '*') => ({
  transformations: [{ id: 'calculateField', options: { mode: 'binary', binary: { left: 'Value', operator, right } } }],
})

test.each([['100'], [{ fixed: '100' }]])('a transformation that multiplies by %j', (right) => {
  expect(shown('theirs / others', 'percentunit', calculated(right))).toContain('A transformation multiplies')
  expect(shown('theirs / others', 'percent', calculated(right))).toBe('')
  expect(shown('theirs / others', 'percentunit', calculated(right, '-'))).toBe('')
})

test('what is left of 1 is a share, whatever it is', () => {
  expect(shown('(1 - avg(rate(theirs_idle_seconds_total[5m]))) * 100', 'percentunit')).toContain('100 times too large')
})

test('what an objective leaves is no percent, though dividing by it is times 100', () => {
  expect(shown('theirs / others / (1 - 0.99)', 'percentunit')).toBe('')
  expect(shown('theirs / others / 0.01', 'percentunit')).toContain('100 times too large')
})
