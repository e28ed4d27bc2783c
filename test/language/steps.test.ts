import { describe, expect, test } from 'vitest'
import { alert, alertEach } from '../../build/language/alert.ts'
import type { Condition } from '../../build/language/condition.ts'
import { ratio, sum } from '../../build/language/functions.ts'
import { type Step, stepsOf } from '../../build/language/panel.ts'
import { states } from '../../build/language/panels.ts'
import type { Severity } from '../../build/language/severity.ts'
import type { Unit } from '../../build/language/units.ts'
import { limit, memory, queue, ready } from './metrics.ts'

const usage = ratio(sum(memory), sum(limit))
const depth = sum(queue)

const about = { component: 'host', summary: 'For tests.', description: () => 'For tests.' } as const
const fires = <L extends string, U extends Unit>(when: Condition<L, U>, severity: Severity = 'critical') =>
  alert('Fires', { ...about, when, severity })

/** `green, orange from 0.75, red from 0.9`. */
const told = (steps: readonly Step[]): string =>
  steps.map(({ from, color }) => (from === null ? color : `${color} from ${from}`)).join(', ')

const table: readonly (readonly [string, readonly Step[], string])[] = [
  ['nothing said', stepsOf({}), 'blue'],
  ['a warning', stepsOf({ warning: 50 }), 'green, orange from 50'],
  ['both limits', stepsOf({ warning: '75%', critical: '90%' }), 'green, orange from 0.75, red from 0.9'],
  ['both limits, the higher first', stepsOf({ critical: 2, warning: 1 }), 'green, orange from 1, red from 2'],
  ['an alert above', stepsOf({ alert: fires(usage.above('90%')) }), 'green, red from 0.9'],
  ['an alert that warns', stepsOf({ alert: fires(usage.above('90%'), 'warning') }), 'green, orange from 0.9'],
  ['an alert for machines', stepsOf({ alert: fires(depth.above(0), 'none') }), 'green, blue from 1e-9'],
  [
    'a warning before the alert',
    stepsOf({ alert: fires(usage.above('90%')), warning: '75%' }),
    'green, orange from 0.75, red from 0.9',
  ],
  ['an alert below', stepsOf({ alert: fires(usage.below('10%')) }), 'red, green from 0.1'],
  [
    'a warning before the alert below',
    stepsOf({ alert: fires(usage.below('10%')), warning: '20%' }),
    'red, orange from 0.1, green from 0.2',
  ],
  ['low is bad', stepsOf({ bad: 'low', warning: '80%', critical: '50%' }), 'red, orange from 0.5, green from 0.8'],
  ['an alert on a no', stepsOf({ alert: fires(ready.is(0)) }), 'red, green from 1'],
  ['an alert on a yes', stepsOf({ alert: fires(ready.is(1), 'warning') }), 'green, orange from 1'],
  [
    'five colours',
    stepsOf({ steps: [10, 50, 100, 500, 1000] }),
    'super-light-blue, light-blue from 10, blue from 50, semi-dark-blue from 100, dark-blue from 500, red from 1000',
  ],
  [
    'five colours, and an alert that they take the place of',
    stepsOf({ steps: [1, 2, 3, 4, 5], alert: fires(depth.above(100)) }),
    'super-light-blue, light-blue from 1, blue from 2, semi-dark-blue from 3, dark-blue from 4, red from 5',
  ],
  ['an alert on two conditions', stepsOf({ alert: fires(depth.above(5).and(usage.above('5%'))) }), 'green, red from 5'],
]

describe('colour steps', () => {
  test.each(table)('%s', (_, steps, text) => {
    expect(told(steps)).toBe(text)
  })
})

test('of several arms, the first one colours', () => {
  const arm = { when: ready.is(0), component: 'host', severity: 'warning' } as const
  const { component: _, ...rest } = about
  const each = alertEach('Fires', [arm, { ...arm, severity: 'critical' }], rest)
  expect(told(stepsOf({ alert: each }))).toBe('orange, green from 1')
})

test('a band of yes and no is red for no, unless an alert says otherwise', () => {
  expect(told(states('Ready', ready, 'For tests.').steps)).toBe('red, green from 1')
  const alerted = states('Ready', ready, 'For tests.', { alert: fires(ready.is(0), 'warning') })
  expect(told(alerted.steps)).toBe('orange, green from 1')
})
