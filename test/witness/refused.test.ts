import { expect, test } from 'vitest'
import { type AnyAlert, alert } from '../../build/language/alert.ts'
import { sum } from '../../build/language/functions.ts'
import { stat } from '../../build/language/panels.ts'
import { promql } from '../../build/language/raw.ts'
import { fires, silent, stands } from '../../build/language/scenario.ts'
import { Refused } from '../../build/problem.ts'
import { ruleTests } from '../../build/targets/rule-tests.ts'
import * as http from '../../queries/http.ts'
import * as jobs from '../../queries/jobs.ts'
import { modelOf } from '../model/definitions.ts'
import { provenIn } from './proven.ts'

const about = { severity: 'warning', component: 'api', summary: 'Any.', description: () => 'Any.' } as const
const parts = {
  jobs: [jobs.api],
  metrics: [http.requests, http.websockets],
  lines: [[stat('any', sum(http.websockets), 'Any.')]],
} as const

const modelWith = (...alerts: readonly AnyAlert[]) => modelOf({ ...parts, alerts })

/** What the build says of an alert: each problem's sentence. */
function refusal(...alerts: readonly AnyAlert[]): readonly string[] {
  try {
    ruleTests(modelWith(...alerts))
    return []
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return error.problems.map(({ where, what, next }) => `${where}: ${what} ${next}`)
  }
}

/** No way leads back from a slope to the points of the line. */
const growing = promql({ labels: [], unit: 'count' })`sum(deriv(${http.websockets}[10m]))`.above(1)

test('an alert for which no witness can be worked out is refused', () => {
  expect(refusal(alert('Growing', { ...about, when: growing }))).toEqual([
    'alerts/any.ts › Growing: Every alert is shown to fire and to stay silent, but no input for that follows from its ' +
      'condition: there is no way back through deriv(websocket_connections_active{job="pybase-api"}[10m]). ' +
      'Tell in `scenarios` what must set it off and what must not: at least one that fires() and one that is silent().',
  ])
})

test('scenarios are witnesses where none can be worked out: one of each kind', () => {
  const jump = fires('a jump', stands(http.websockets, 5000, { from: '2m', until: '9m' }))
  const still = silent('nobody comes', stands(http.websockets, 5))
  expect(provenIn(modelWith(alert('Growing', { ...about, when: growing, scenarios: [jump, still] })))).toMatchObject([
    { title: 'fires: a jump' },
    { title: 'stays silent: nobody comes' },
  ])
  expect(refusal(alert('Growing', { ...about, when: growing, scenarios: [jump] }))).toHaveLength(1)
})

test('an alert that cannot fire is refused, and so is one that cannot be silent', () => {
  const open = http.openWebsockets
  const never = alert('Never', { ...about, when: open.above(10).unless(open.above(5)) })
  expect(refusal(never)[0]).toMatch(/^alerts\/any\.ts › Never: .* "fires at 11,.* Played through, it does not\./)
  const always = alert('Always', { ...about, when: open.above(10).or(open.below(20)) })
  expect(refusal(always).join('\n')).toMatch(/Played through, it fires\./)
})

test('a scenario that is not true is refused, and all alerts are named at once', () => {
  const when = http.openWebsockets.above(1000)
  const wrong = [silent('too many', stands(http.websockets, 1001)), fires('just enough', stands(http.websockets, 1000))]
  const [first, second, ...others] = refusal(
    alert('One', { ...about, when, scenarios: wrong.slice(0, 1) }),
    alert('Two', { ...about, when, scenarios: wrong.slice(1) }),
  )
  expect(first).toBe(
    'alerts/any.ts › One: The alert should be seen to do this: "stays silent: too many". Played through, it fires. ' +
      'Correct the condition, or the scenario.',
  )
  expect(second).toContain('"fires: just enough". Played through, it does not.')
  expect(others).toEqual([])
})
