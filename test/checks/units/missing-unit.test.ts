import { expect, test } from 'vitest'
import { missingUnit } from '../../../build/checks/units/missing-unit.ts'
import { bytes, grown, p95, perSecond, share } from '../queries.ts'
import { panel, subject, told } from '../subject.ts'

const shown = (expr: string, unit: string | undefined, title = 'Requests', json = {}) =>
  subject({ panels: [panel({ exprs: [expr], unit, title, json })] })

test('numbers that do not say what they measure are told once for each panel', () => {
  const panels = [panel({ exprs: [grown, perSecond, perSecond], unit: 'short' })]
  expect(told(missingUnit, subject({ panels }))).toMatchInlineSnapshot(`
    "warning  missing-unit   dashboard.json › Row › Panel
      sum(rate(http_requests_total[5m]))
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      The query answers a number per second, and the panel shows it under the unit "short".
      Set the unit to ops."
  `)
})

test.each([
  ['seconds', p95, 'Set the unit to s.'],
  ['bytes', bytes, 'Set the unit to bytes.'],
  ['a share', share, 'Set the unit to percentunit.'],
])('%s without a unit are told', (_, expr, next) => {
  expect(told(missingUnit, shown(expr, undefined))).toContain(next)
})

test.each([
  ['under their unit', perSecond, 'reqps', 'Requests'],
  ['whose title says it', perSecond, 'short', 'Requests per second'],
  ['whose title says it in short', perSecond, undefined, 'Requests/s'],
  ['whose title says that they are seconds', p95, 'none', 'Latency (seconds)'],
  ['that count', grown, 'short', 'Requests'],
  ['that are yes or no', 'up{job="redis"}', 'short', 'Up'],
  ['that say how many of some are up', 'avg by (job) (up)', undefined, 'Up'],
  ['that say how long one was up', 'avg_over_time(up[1h])', undefined, 'Up'],
  ['of an unknown metric', 'rate(some_total[5m])', 'short', 'Requests'],
])('numbers %s are fine', (_, expr, unit, title) => {
  expect(told(missingUnit, shown(expr, unit, title))).toBe('')
})

test('an axis may say it', () => {
  const json = { fieldConfig: { defaults: { custom: { axisLabel: 'req/s' } } } }
  expect(told(missingUnit, shown(perSecond, 'short', 'Requests', json))).toBe('')
})

test('a single number of old may print it', () => {
  expect(told(missingUnit, shown(share, 'none', 'Errors', { postfix: ' of all' }))).toBe('')
})

test('processors need no unit, and of two things on one axis no unit is right', () => {
  const cores = panel({ exprs: ['sum(rate(container_cpu_usage_seconds_total[5m]))'], unit: 'short' })
  const two = panel({ exprs: ['redis_memory_used_bytes', 'rate(http_requests_total[5m])'], unit: 'short' })
  const one = panel({ exprs: ['redis_memory_used_bytes', 'redis_memory_max_bytes'], unit: 'short' })
  expect(told(missingUnit, subject({ panels: [cores, two] }))).toBe('')
  expect(told(missingUnit, subject({ panels: [one] }))).toContain('Set the unit to bytes.')
})
