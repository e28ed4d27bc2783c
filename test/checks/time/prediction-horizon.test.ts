import { expect, test } from 'vitest'
import { predictionHorizon } from '../../../build/checks/time/prediction-horizon.ts'
import { alert, panel, subject, told } from '../subject.ts'

test('minutes drawn out for hours', () => {
  const rules = [alert({ expr: 'predict_linear(node_filesystem_avail_bytes[5m], 4 * 3600) < 0' })]
  expect(told(predictionHorizon, subject({ rules }))).toMatchInlineSnapshot(`
    "warning  prediction-horizon   rules.yml › group › SomeAlert
      predict_linear(node_filesystem_avail_bytes[5m], 4 * 3600) < 0
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      The line through 5m is followed for 4h, 48 times as far.
      Take a window of 15m or more."
  `)
})

test.each([
  ['four times the window', 'predict_linear(node_filesystem_avail_bytes[6h], 24 * 60 * 60) < 0'],
  ['a horizon that a variable chooses', 'predict_linear(node_filesystem_avail_bytes[5m], $horizon)'],
  ['a window that Grafana chooses', 'predict_linear(node_filesystem_avail_bytes[$__range], 86400)'],
])('silent: %s', (_, expr) => {
  expect(told(predictionHorizon, subject({ panels: [panel({ exprs: [expr] })] }))).toBe('')
})

test.each(['predict_linear(theirs_free_bytes[1h], 4) < 0', 'predict_linear(theirs_free_bytes[1d], 7) < 0'])(
  'a horizon that was meant in hours: %s',
  (expr) => {
    expect(told(predictionHorizon, subject({ rules: [alert({ expr })] }))).toContain('Write the horizon in seconds')
  },
)
