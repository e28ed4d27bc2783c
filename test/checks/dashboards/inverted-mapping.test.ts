import { expect, test } from 'vitest'
import { invertedMapping } from '../../../build/checks/dashboards/inverted-mapping.ts'
import { panel, subject, told } from '../subject.ts'

const mapping = (options: object) => ({ fieldConfig: { defaults: { mappings: [{ type: 'value', options }] } } })
const showing = (expr: string, json: object) =>
  told(invertedMapping, subject({ panels: [panel({ exprs: [expr], type: 'stat', json: json as never })] }))

test('a target that is up reads DOWN', () => {
  expect(showing('up{job="api"}', mapping({ 0: { text: 'UP' }, 1: { text: 'DOWN' } }))).toMatchInlineSnapshot(`
    "error  inverted-mapping   dashboard.json › Row › Panel
      up{job="api"}
      ^^^^^^^^^^^^^
      up is 1 where all is well, and the panel shows 0 as "UP".
      Turn the mapping around."
  `)
})

test.each([
  ['min by (instance) (theirs_up)', mapping({ 1: { text: 'Offline', color: 'red' } })],
  ['max_over_time(probe_success[5m])', mapping({ 0: { text: '✔ OK' } })],
  ['theirs_healthy', { fieldConfig: { defaults: { mappings: [{ value: '1', text: 'failed', type: 1 }] } } }],
  ['up', { valueMaps: [{ value: '1', text: 'Down' }] }],
])('told: %s', (expr, json) => {
  expect(showing(expr, json)).toContain('where all is well')
})

test.each([
  ['the right way', 'up', mapping({ 0: { text: 'DOWN' }, 1: { text: 'UP' } })],
  ['turned in the query', '1 - up', mapping({ 0: { text: 'UP' }, 1: { text: 'DOWN' } })],
  ['another metric', 'theirs_errors', mapping({ 0: { text: 'OK' }, 1: { text: 'failed' } })],
  ['other words', 'up', mapping({ 0: { text: 'no' }, 1: { text: 'yes' } })],
  ['a count', 'count(up == 0)', mapping({ 0: { text: 'all up' }, 1: { text: 'one down' } })],
])('silent: %s', (_, expr, json) => {
  expect(showing(expr, json)).toBe('')
})
