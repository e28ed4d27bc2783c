import { expect, test } from 'vitest'
import { thresholdDirection } from '../../../build/checks/units/threshold-direction.ts'
import { alert, panel, subject, told } from '../subject.ts'

const colored = (expr: string, low: string, high: string, name = 'SomeAlert') =>
  subject({
    rules: [alert({ expr })],
    panels: [
      panel({
        alert: name,
        thresholds: [
          { value: null, color: low },
          { value: 5, color: high },
        ],
      }),
    ],
  })

test('colours the wrong way round are told', () => {
  expect(told(thresholdDirection, colored('some_metric > 5', 'red', 'green'))).toMatchInlineSnapshot(`
    "error  threshold-direction   dashboard.json › Row › Panel
      The colours go from red to green, and SomeAlert fires when the value is high.
      Turn the colours around."
  `)
})

test('where less is worse, the other way is wrong', () => {
  expect(told(thresholdDirection, colored('some_metric < 5', 'green', 'dark-red'))).toContain('low')
})

test.each([
  ['more is worse', colored('some_metric > 5', 'green', 'red')],
  ['less is worse', colored('some_metric < 5', '#F2495C', '#73BF69')],
  ['colours without a meaning', colored('some_metric > 5', 'blue', 'purple')],
  ['an alert that compares nothing', colored('absent(some_metric)', 'red', 'green')],
  ['an alert that is not there', colored('some_metric > 5', 'red', 'green', 'Other')],
])('%s is fine', (_, of) => {
  expect(told(thresholdDirection, of)).toBe('')
})
