import { describe, expect, test } from 'vitest'
import { Refused } from '../../build/findings/problem.ts'
import { exposedBy } from '../../build/language/declare.ts'
import { increase, rate, sum } from '../../build/language/functions.ts'
import { job } from '../../build/language/job.ts'
import { latencySlo, slo } from '../../build/language/slo.ts'
import { print } from '../../build/promql/print.ts'
import * as extraction from '../../queries/extraction.ts'
import * as http from '../../queries/http.ts'

const about = { objective: '99.9%', over: '30d', component: 'api' } as const
const counted = { total: http.requestRate, bad: http.serverErrorRate } as const
const made = slo('api-availability', { ...about, ...counted })

/** Types refuse most of it before; JavaScript and casts do not. */
function refusal(make: (of: typeof slo, ofLatency: typeof latencySlo) => unknown): string {
  try {
    make(slo, latencySlo)
  } catch (error) {
    if (error instanceof Refused)
      return error.problems.map(({ where, what, next }) => `${where}: ${what}\n  ${next}`).join('\n')
    throw error
  }
  return 'nothing is wrong'
}
const loose = (options: object) => refusal((of) => of('api-availability', options as never))

describe('refused, with place, both values and the next step', () => {
  test.each([
    ['an objective of 100%', { ...about, ...counted, objective: '100%' }],
    ['an objective of 0', { ...about, ...counted, objective: '0%' }],
    ['good and total of different units', { ...about, total: http.requestRate, good: sum(increase(http.requests)) }],
    [
      'good and total of different labels',
      { ...about, total: http.requestRate, good: http.requestRate.by('endpoint') },
    ],
    ['neither good nor bad', { ...about, total: http.requestRate }],
    ['both', { ...about, ...counted, good: http.requestRate }],
    ['a window that is closed', { ...about, total: http.requestRate.over('5m'), bad: http.serverErrorRate }],
    ['no pair that could fire', { ...about, ...counted, objective: '20%', over: '90d' }],
    ['a period below every window', { ...about, ...counted, over: '30m' }],
    ['a forgotten period', { objective: '99.9%', component: 'api', ...counted }],
    ['a counter itself', { ...about, total: http.requests, bad: http.serverErrorRate }],
    ['half a failure', { ...about, ...counted, atLeast: 0.5 }],
  ])('%s', (_, options) => {
    expect(loose(options)).toMatchSnapshot()
  })

  test.each(['800ms', '20s', 'soon'])('a latency bound of %s', (within) => {
    expect(
      refusal((_, of) => of('api-latency', { ...about, of: http.latency, within: within as '1s' })),
    ).toMatchSnapshot()
  })

  test('a histogram of sizes', () => {
    const build = exposedBy(job('redis', { title: 'Some', component: 'redis', whenDown: 'critical' }))
    const of = build.histogram('some_size_bytes', { help: 'Any.', buckets: ['1KiB', '1MiB'] })
    expect(
      refusal((_, ofLatency) => ofLatency('sizes', { ...about, of: of as never, within: '1s' as never })),
    ).toMatchSnapshot()
  })

  test('a name that no label should have', () => {
    expect(refusal((of) => of('API availability', { ...about, ...counted }))).toMatchSnapshot()
  })
})

test('the pairs of the workbook, for thirty days', () => {
  expect(made.objective.pairs.map(({ severity, factor, long, short }) => [severity, factor, long, short])).toEqual([
    ['critical', 14.4, '1h', '5m'],
    ['critical', 6, '6h', '30m'],
    ['warning', 3, '1d', '2h'],
    ['warning', 1, '3d', '6h'],
  ])
})

test('for another period the factors are shares of its budget', () => {
  const { objective } = slo('api-availability', { ...about, ...counted, over: '14d' })
  expect(objective.pairs.map(({ factor }) => factor)).toEqual([6.72, 2.8, 1.4, 0.466667])
})

test('a pair that can never fire is left out, aloud', () => {
  const { objective, alerts } = slo('api-availability', { ...about, ...counted, objective: '80%' })
  expect(objective.leftOut).toMatchInlineSnapshot(`
    [
      "critical at 14.4 times over 1h and 5m: 14.4 times what may fail (20%) is 288%, more than there is.",
      "critical at 6 times over 6h and 30m: 6 times what may fail (20%) is 120%, more than there is.",
    ]
  `)
  expect(objective.pairs.map(({ factor }) => factor)).toEqual([3, 1])
  expect(alerts.map(({ name }) => name)).toEqual(['ApiAvailabilityBurnsSlowly'])
})

test('what is good is what is not bad', () => {
  const good = sum(rate(http.requests.where({ status: '2xx' })))
  const { rules } = slo('api-availability', { ...about, total: http.requestRate, good })
  const [errors] = rules.filter((rule) => rule.type === 'recording')
  expect(errors && print(errors.computed)).toMatchInlineSnapshot(`
    "  sum(rate(http_requests_total{job="pybase-api"}[5m]))
    -
      sum(rate(http_requests_total{job="pybase-api",status=~"2.."}[5m]))"
  `)
})

test('an objective for each of some series keeps their label', () => {
  const { alerts, rules, panels } = slo('extraction', {
    ...about,
    total: sum(rate(extraction.tasks)).by('task_type'),
    bad: sum(rate(extraction.tasks.where({ status: 'failure' }))).by('task_type'),
  })
  expect(alerts[0]?.arms[0].when.labels).toEqual(['task_type'])
  expect(
    rules.every(
      (rule) => rule.type === 'alert' || rule.name === 'slo:objective:ratio' || rule.labels.includes('task_type'),
    ),
  ).toBe(true)
  expect(panels[0].type).toBe('timeseries')
})

test('everything of an objective has its label', () => {
  const recordings = made.rules.filter((rule) => rule.type === 'recording')
  expect(new Set(recordings.map(({ marks }) => marks.slo))).toEqual(new Set(['api-availability']))
  expect(new Set(recordings.map(({ name }) => name)).size).toBe(recordings.length)
})

test('a period that is a window of a pair is recorded once', () => {
  const { rules } = slo('api-availability', { ...about, ...counted, over: '3d' })
  const names = rules.flatMap((rule) => (rule.type === 'recording' ? [rule.name] : []))
  expect(names).toEqual([...new Set(names)])
})

test('its alerts take labels, and a reason for not being shown', () => {
  const routed = slo('api-availability', {
    ...about,
    ...counted,
    labels: { team: 'web' },
    unproven: 'It is for tests.',
  })
  expect(routed.alerts.map(({ labels, unproven }) => ({ labels, unproven }))).toEqual(
    routed.alerts.map(() => ({ labels: { team: 'web' }, unproven: 'It is for tests.' })),
  )
  expect(made.alerts.map(({ labels, unproven }) => ({ labels, unproven }))).toEqual(
    made.alerts.map(() => ({ labels: {}, unproven: undefined })),
  )
})
