import { expect, test } from 'vitest'
import { print } from '../../build/promql/print.ts'
import { kinds } from '../../build/witness/draft.ts'
import { Simulation } from '../../build/witness/simulate.ts'
import { pathsIn, textOf } from '../out/generated.ts'
import { clock, model, rulesOf, witnesses } from './ours.ts'

test('every group of alerts has rule tests, which `npm run validate` has promtool play', () => {
  // What looks back for days has a file of its own.
  const groups = pathsIn('tests', '.test.yml').map((path) => path.replace(/^tests\/|(?:-every-\w+)?\.test\.yml$/g, ''))
  const alerting = model.groups.filter(({ alerts }) => alerts.length > 0)
  expect(new Set(groups)).toEqual(new Set(alerting.map(({ name }) => name)))
})

test('every alert is shown to do what applies to it', () => {
  const shown = model.groups
    .flatMap(({ alerts }) => alerts)
    .map(({ name }) => {
      const of = witnesses.filter(({ alert }) => alert === name)
      return `${name}: ${kinds.filter((kind) => of.some((each) => each.kinds.includes(kind))).join(', ')}`
    })
  expect(shown.join('\n')).toMatchInlineSnapshot(`
    "PyBaseApiErrorRateHigh: fires, just under, idle, absent, resolves, scenario
    PyBaseApiRouteFailing: healthy, idle, scenario
    PyBaseExtractionFailureRateHigh: fires, just under, idle, absent, alone, resolves, scenario
    PyBaseExtractionRetryStorm: fires, just under, idle, absent, alone, resolves
    PyBaseDatabaseErrorRateHigh: fires, just under, idle, absent, resolves
    PyBaseHostDown: fires, healthy, absent, resolves
    PyBaseTargetDown: fires, healthy, absent, resolves
    PyBaseTargetUnstable: fires, just under, absent, resolves, scenario
    PyBasePostgresDown: fires, just under, healthy, absent, alone, resolves
    PyBaseRedisDown: fires, just under, healthy, absent, alone, resolves
    PyBaseSearchBacklog: fires, healthy, absent, resolves, scenario
    PyBaseRuleEvaluationFailing: fires, just under, absent, alone, resolves
    PyBaseNotificationsFailing: fires, just under, absent, alone, resolves
    PyBaseDeliveryFailing: fires, just under, idle, absent, alone, resolves
    PyBaseConfigReloadFailed: fires, healthy, absent, alone, resolves
    PyBaseExporterCollectorFailing: fires, healthy, absent, alone, resolves
    PyBasePrometheusSeriesGrow: fires, just under, absent, alone, resolves
    PyBaseRulesSlow: fires, just under, absent, alone, resolves
    PyBaseWatchdog: fires, absent
    PyBaseReplicaBehind: fires, just under, absent, alone, resolves
    PyBaseTransactionOpen: fires, just under, absent, alone, resolves
    PyBaseDeadlocks: fires, just under, idle, absent, alone, resolves
    PyBaseTransactionIdsRunOut: fires, just under, absent, alone, resolves
    PyBaseRedisRefusesWrites: fires, just under, idle, absent, alone, resolves
    PyBaseRedisNotSaving: fires, healthy, absent, alone, resolves
    PyBaseRedisRejectsConnections: fires, just under, absent, alone, resolves
    PyBaseRedisEvictsKeys: fires, just under, idle, absent, alone, resolves
    PyBasePostgresConnectionsNearLimit: fires, just under, idle, absent, alone, resolves
    PyBaseDatabasePoolNearLimit: fires, just under, idle, absent, alone, resolves, scenario
    PyBaseRedisMemoryHigh: fires, just under, idle, absent, alone, resolves
    PyBaseDiskSpaceLow: fires, healthy, idle, absent, alone, resolves, scenario
    PyBaseDiskFillsSoon: fires, healthy, absent, alone, resolves, scenario
    PyBaseDiskFull: fires, healthy, idle, absent, alone, resolves
    PyBaseInodesLow: fires, healthy, idle, absent, alone, resolves, scenario
    PyBaseFilesystemReadOnly: healthy, absent, scenario
    PyBaseWebSocketConnectionsHigh: fires, just under, absent, resolves
    PyBaseHostCpuBusy: fires, just under, idle, absent, alone, resolves
    PyBaseHostMemoryLow: fires, just under, idle, absent, alone, resolves
    PyBaseKilledForMemory: fires, just under, idle, absent, alone, resolves
    PyBaseContainerMemoryNearLimit: fires, just under, idle, absent, alone, resolves
    PyBaseContainerThrottled: fires, just under, idle, absent, alone, resolves
    PyBaseFileDescriptorsLow: fires, just under, idle, absent, alone, resolves
    PyBaseClockWrong: fires, just under, healthy, absent, alone, resolves, scenario
    PyBaseApiAvailabilityBurnsFast: fires, just under, idle, absent, resolves
    PyBaseApiAvailabilityBurnsSlowly: fires, just under, idle, absent, resolves
    PyBaseApiLatencyBurnsFast: fires, just under, idle, absent, resolves
    PyBaseApiLatencyBurnsSlowly: fires, just under, idle, absent, resolves
    PyBaseApiFailing: fires, just under, idle, absent, resolves
    PyBaseApiLatencyHigh: fires, just under, idle, absent, resolves
    PyBaseExtractionTaskTooSlow: fires, just under, absent, alone, resolves, scenario
    PyBaseDatabaseQuerySlow: fires, just under, idle, absent, alone, resolves
    PyBaseExtractionStalled: fires, healthy, idle, absent, resolves, scenario
    PyBaseExtractionBacklogGrows: fires, healthy, scenario"
  `)
})

test('each rule of an alert fires in some test', () => {
  const fired = new Set(
    witnesses.flatMap(({ alert, moments }) =>
      moments.flatMap(({ alerts }) => alerts.map(({ labels }) => `${alert} ${labels.component}`)),
    ),
  )
  const rules = [...rulesOf].flatMap(([name, each]) => each.map(({ labels }) => `${name} ${labels.component}`))
  expect(rules.filter((rule) => !fired.has(rule))).toEqual([])
})

test('Prometheus 2 and 3 answer alike, since no sample is on the edge of a window', () => {
  const hasSubquery = (alert: string) => (rulesOf.get(alert) ?? []).some(({ expr }) => print(expr).includes(':]'))
  const differing = witnesses
    .filter(({ alert }) => !hasSubquery(alert))
    .filter(({ alert, plans, end }) => {
      const rules = rulesOf.get(alert) ?? []
      const [a, b] = (['closed', 'left-open'] as const).map((windows) =>
        new Simulation(rules, clock, windows).run(plans, end),
      )
      return JSON.stringify(a) !== JSON.stringify(b)
    })
  expect(differing.map(({ alert, title }) => `${alert} ${title}`)).toEqual([])
})

test('an alert is expected one evaluation before it fires, and when it fires', () => {
  const early = witnesses.filter(({ moments: [first, second], interval }) => {
    if (first === undefined || first.alerts.length > 0) return first !== undefined && first.at > 0
    return second === undefined || second.at - first.at > interval
  })
  // A subquery counts its first step in Prometheus 2 only: what happens at that evaluation is left open.
  expect(early.map(({ alert }) => alert).filter((name) => name !== 'PyBaseExtractionTaskTooSlow')).toEqual([])
})

test('test names are told once', () => {
  const names = pathsIn('tests', '.test.yml').flatMap((path) => [...textOf(path).matchAll(/^ {2}- name: (.*)$/gm)])
  expect(new Set(names.map(([, name]) => name)).size).toBe(witnesses.length)
})

test('a yes or no is 1 or 0 in every rule test', () => {
  const states = model.metrics.filter(({ value }) => value.unit === 'state').map(({ value }) => value.name)
  const series = pathsIn('tests', '.test.yml').flatMap((path) => [
    ...textOf(path).matchAll(/- series: '?(\w+).*\n +values: (.*)/g),
  ])
  const of = series.filter(([, name = '']) => states.includes(name))
  expect(new Set(of.map(([, name]) => name)).size).toBeGreaterThan(3)
  const odd = of.filter(([, , values = '']) => /(?:^|[ '])(?:[2-9]|\d\d|[01]\.|-)/.test(values))
  expect(odd.map(([text]) => text)).toEqual([])
})
