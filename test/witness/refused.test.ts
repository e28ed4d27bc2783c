import { expect, test } from 'vitest'
import { waiversText } from '../../build/commands/check/waivers.ts'
import { Refused } from '../../build/findings/problem.ts'
import { type AnyAlert, alert } from '../../build/language/alert.ts'
import type { Condition } from '../../build/language/condition.ts'
import {
  age,
  count,
  dayOfMonth,
  hour,
  increase,
  max,
  maxOverTime,
  min,
  month,
  quantile,
  rate,
  ratio,
  sum,
} from '../../build/language/functions.ts'
import { stat } from '../../build/language/panels.ts'
import { promql } from '../../build/language/raw.ts'
import { ago, ahead, every, fires, happens, silent, stands } from '../../build/language/scenario.ts'
import { alertsPage } from '../../build/reference/alerts.ts'
import { ruleTests } from '../../build/targets/rule-tests.ts'
import * as application from '../../queries/application.ts'
import * as http from '../../queries/http.ts'
import * as jobs from '../../queries/jobs.ts'
import * as monitoring from '../../queries/monitoring.ts'
import * as node from '../../queries/node.ts'
import { modelOf } from '../model/definitions.ts'
import { provenIn } from './proven.ts'

const about = { severity: 'warning', component: 'api', summary: 'Any.', description: () => 'Any.' } as const
const parts = {
  jobs: [jobs.api, jobs.node],
  metrics: [
    http.requests,
    http.latency,
    http.websockets,
    application.startTime,
    application.buildInfo,
    node.available,
    node.capacity,
    monitoring.up,
  ],
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

/** No way leads back from how much a line trembles to its points. */
const trembling = promql({ labels: [], unit: 'count' })`sum(stddev_over_time(${http.websockets}[10m]))`.above(1)

const tell =
  'Tell in `scenarios` what must set it off and what must not: at least one that fires() and one that is silent(). ' +
  "Or excuse it, and have it listed with the waivers: unproven: 'why nobody needs to see it'."

test('an alert for which the prover finds no input is told so, and what makes up for it', () => {
  expect(refusal(alert('Trembling', { ...about, when: trembling }))).toEqual([
    'alerts/any.ts › Trembling: The prover found no input that shows when the alert fires and when not: there is no way ' +
      'back through stddev_over_time(websocket_connections_active{job="pybase-api"}[10m]). That may be its own limit, and the alert right. ' +
      tell,
  ])
})

test('scenarios are witnesses where none can be worked out: one of each kind', () => {
  const jump = fires('a jump', stands(http.websockets, 5000, { from: '2m', until: '9m' }))
  const still = silent('nobody comes', stands(http.websockets, 5))
  const shown = alert('Trembling', { ...about, when: trembling, scenarios: [jump, still] })
  expect(provenIn(modelWith(shown)).map(({ title }) => title)).toEqual([
    'stays silent at 0',
    'stays silent without any series',
    'fires: a jump',
    'stays silent: nobody comes',
  ])
  expect(refusal(alert('Trembling', { ...about, when: trembling, scenarios: [jump] }))).toHaveLength(1)
})

test('a reason excuses an alert from being shown, and one that nothing needs is refused', () => {
  const reason = 'seen on the test stand'
  const excused = alert('Trembling', { ...about, when: trembling, unproven: reason })
  expect(refusal(excused)).toEqual([])
  const model = modelWith(excused)
  const { shown, artifacts } = ruleTests(model)
  expect(waiversText(model)).toBe(`unproven   alerts/any.ts › Trembling\n  ${reason}`)
  expect(alertsPage(model).text).toContain(`| \`Trembling\` | ${reason} |`)
  expect(shown).toMatchObject([{ alert: 'Trembling', unproven: reason }])
  expect(artifacts.map(({ path }) => path)).toEqual(['tests/any.test.yml'])
  const needless = alert('Open', { ...about, when: http.openWebsockets.above(10), unproven: reason })
  expect(refusal(needless)).toEqual([
    `alerts/any.ts › Open: It says why it is unproven ("${reason}"), and its witnesses show what it does. Remove unproven.`,
  ])
  const jump = fires('a jump', stands(http.websockets, 5000, { from: '2m', until: '9m' }))
  const still = silent('nobody comes', stands(http.websockets, 5))
  const twice = alert('Trembling', { ...about, when: trembling, scenarios: [jump, still], unproven: reason })
  expect(refusal(twice)[0]).toContain('its scenarios do in place of witnesses')
})

test('where witnesses were played and missed, what was seen is shown', () => {
  const all = { labels: [], unit: 'count' } as const
  const twice = promql(all)`2 * sum(${http.websockets})`.below(6)
  const odd = alert('Odd', { ...about, when: http.openWebsockets.above(10).and(twice), for: '5m' })
  expect(refusal(odd)[0]).toMatchInlineSnapshot(`
    "alerts/any.ts › Odd: The prover found no input that shows this of the alert: "fires at 11", "fires with websocket_connections_active{job="pybase-api"} at 5.4, 10% off the threshold". That may be its own limit, and the alert right. It tried margins of 2%, 5%, 10% of the threshold, up to 10000 times the usual traffic or none, and other phases. Of the last it saw this:
        after  value (> 10)  state
        0s     -             silent
        2m     11            silent
        4m     11            silent
        6m     11            silent
        8m     11            silent Tell in \`scenarios\` what must set it off and what must not: at least one that fires() and one that is silent(). Or excuse it, and have it listed with the waivers: unproven: 'why nobody needs to see it'."
  `)
})

test('what no input can make true, or false, is refused with the reason', () => {
  const open = http.openWebsockets
  const text = 'sum(websocket_connections_active{job="pybase-api"})'
  const next = 'Correct the threshold, the direction of the comparison, or how the conditions are joined.'
  expect(refusal(alert('Never', { ...about, when: open.above(10).unless(open.above(5)) }))).toEqual([
    `alerts/any.ts › Never: The alert can never fire: whatever value ${text} has. ${next}`,
  ])
  expect(refusal(alert('Always', { ...about, when: open.above(10).or(open.below(20)) }))).toEqual([
    `alerts/any.ts › Always: The alert always fires, and is never silent while its series are there: whatever value ${text} has. ${next}`,
  ])
  const ratio = http.serverErrorRatio.over('5m')
  const [burnt = ''] = refusal(alert('Burnt', { ...about, when: ratio.above('144%') }))
  expect(burnt).toContain('can never fire: sum(rate(http_requests_total')
  expect(burnt).toContain('is at least 0 and at most 1.')
})

test('what never exceeds another value of the same series is refused', () => {
  const p = (q: number) => quantile(q, http.latency).over('10m')
  const [all, errors] = [http.requestRate.over('5m'), http.serverErrorRate.over('5m')]
  const never: readonly (readonly [Condition<never, never>, string])[] = Object.values({
    median: [p(0.5).above(p(0.99)), 'is at most 1.'],
    tail: [p(0.99).below(p(0.5)), 'is at least 1.'],
    part: [errors.above(all.times(2)), 'is at most 1.'],
    least: [min(node.available).above(max(node.available)), 'is at most 1.'],
    ever: [node.available.above(maxOverTime(node.available).over('1h')), 'is at most 1.'],
  }).map(([when, why]) => [when as unknown as Condition<never, never>, String(why)])
  for (const [when, why] of never) {
    const [text = ''] = refusal(alert('Never', { ...about, when }))
    expect(text).toContain('The alert can never fire: ')
    expect(text).toContain(why)
  }
  // Of what may be below zero, twice as much is less; and of nothing, no share is more.
  const cold = promql({ labels: [], unit: 'count' })`min(${http.websockets} - 50) > 2 * max(${http.websockets} - 50)`
  expect(refusal(alert('Cold', { ...about, when: cold.above(-100) })).join()).not.toContain('never')
})

test('hours that are over before the alert fires are refused, with both', () => {
  const noon = hour().above(11).and(hour().below(13))
  const alertFor = (hold: '50m' | '1h') =>
    alert('Noon', { ...about, when: http.openWebsockets.above(10).and(noon, { on: [] }), for: hold })
  expect(refusal(alertFor('1h'))[0]).toContain('The alert can never fire: its hours last 1h, and it waits for 1h.')
  expect(refusal(alertFor('50m'))).toEqual([])
})

test.each(['0.3%', '0.2%', '0.01%', '0.07%', '99.97%'] as const)('a share of %s is no matter of rounding', (share) => {
  const shown = provenIn(modelWith(alert('Low', { ...about, when: http.serverErrorRatio.over('5m').above(share) })))
  expect(shown.flatMap(({ kinds }) => kinds)).toContain('just under')
  // More traffic does, and no wider margin is needed.
  expect(shown.filter(({ title }) => title.includes('off the threshold'))).toEqual([])
})

const disk = { labels: ['job', 'instance'], unit: 'ratio' } as const
const used = promql(disk)`(${node.capacity} - ${node.available}) / ${node.capacity}`
const requests = { labels: [], unit: 'count/s' } as const
const errors = http.requests.where({ status: '5xx' })

test.each(
  Object.entries({
    DiskUsed: used.above('90%'),
    SlowRequests: ratio(sum(rate(http.latency.upTo('500ms'))), sum(rate(http.latency.count)))
      .over('30m')
      .below('99%'),
    ErrorsAmongMany: http.serverErrorRatio
      .over('1h')
      .above('1.44%')
      .and(sum(increase(http.requests)).over('1h').above(100)),
    ErrorsBesideAll: promql(requests)`sum(rate(${errors}[5m])) > 0.1 * sum(rate(${http.requests}[5m]))`.above('0/s'),
    Certificate: promql({ labels: [], unit: 'count' })`(min(${application.startTime}) - time()) / 86400`.below(14),
    OfOneVersion: count(application.buildInfo).by('version').above(3),
    HalfDown: ratio(count(monitoring.up.is(0)), count(monitoring.up)).above('50%'),
  }).map(([name, when]) => [name, when as unknown as Condition<never, never>] as const),
)('%s is shown without scenarios', (name, when) => {
  expect(provenIn(modelWith(alert(name as 'Any', { ...about, when, for: '10m' }))).length).toBeGreaterThan(2)
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

test('a scenario about a metric that the condition does not read is refused', () => {
  const other = silent('a full pool', stands(http.websockets, 5), stands(node.available, '1GiB'))
  expect(refusal(alert('One', { ...about, when: http.openWebsockets.above(1000), scenarios: [other] }))).toEqual([
    "alerts/any.ts › One: The scenario 'a full pool' tells of node_filesystem_avail_bytes, and the condition reads " +
      'websocket_connections_active. Tell of what the condition reads, or leave it out.',
  ])
})

test('a moment is told of in scenarios: when it was, when it will be, and when it is set anew', () => {
  const old = alert('Old', {
    ...about,
    when: age(application.startTime).above('26h'),
    scenarios: [
      fires('it started 27 hours ago', ago(application.startTime, '27h')),
      silent('it started yesterday', ago(application.startTime, '20h')),
      silent('it starts every hour', happens(application.startTime, every('1h'))),
      silent('its clock is wrong', ahead(application.startTime, '5m')),
    ],
  })
  expect(provenIn(modelWith(old)).flatMap(({ kinds }) => kinds)).toContain('scenario')
})

test('hours that never come are refused', () => {
  const night = (joined: 'and' | 'or') => hour().above(22)[joined](hour().below(6))
  const never = alert('Night', { ...about, when: http.openWebsockets.above(10).and(night('and'), { on: [] }) })
  const [refused = ''] = refusal(never)
  expect(refused).toContain('The alert can never fire: ')
  expect(refused).toContain('hour() is a whole number and at least 0 and at most 23')
  const noDay = month().above(1).and(month().below(3)).and(dayOfMonth().above(29))
  for (const when of [month().above(12), noDay]) {
    const odd = alert('Never', { ...about, when: http.openWebsockets.above(10).and(when, { on: [] }) })
    expect(refusal(odd)).toEqual([expect.stringContaining('The alert can never fire: ')])
  }
  const always = hour().above(0).or(hour().below(1))
  expect(refusal(alert('Always', { ...about, when: http.openWebsockets.above(10).and(always, { on: [] }) }))).toEqual(
    [],
  )
  const kinds = provenIn(
    modelWith(
      alert('Night', { ...about, when: http.openWebsockets.above(10).and(night('or'), { on: [] }), for: '10m' }),
    ),
  )
  expect(kinds.map(({ title }) => title)).toContain('stays silent at 11 outside its hours')
})
