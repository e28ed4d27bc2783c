import { expect, test } from 'vitest'
import { at, today } from './day.ts'

const minute = 60_000
const hour = 60 * minute

/** The alerts that were in a state at some moment of a stretch of time, each with what tells its series apart. */
function inState(state: 'pending' | 'firing', window: string, time = today.now): readonly string[] {
  return at(`max_over_time(ALERTS{alertstate="${state}"}[${window}])`, time)
    .map(({ metric: { __name__: _, alertname = '', alertstate, severity, component, ...others } }) =>
      [alertname, ...Object.values(others)].join(' '),
    )
    .sort()
}

test('what fires now: the incident, and the watchdog', () => {
  expect(inState('firing', '2m')).toStrictEqual([
    'PyBaseApiAvailabilityBurnsFast 99.9% 14d api-availability',
    'PyBaseApiAvailabilityBurnsSlowly 99.9% 14d api-availability',
    'PyBaseApiErrorRateHigh',
    'PyBaseApiFailing',
    'PyBaseApiLatencyHigh',
    'PyBaseApiRouteFailing /api/v1/extractions POST',
    'PyBaseExtractionTaskTooSlow step',
    'PyBaseWatchdog',
  ])
  expect(inState('pending', '2m')).toStrictEqual([])
})

test('what fired before: the backup, at night, which was over by itself', () => {
  expect(inState('firing', '22h', today.now - hour)).toStrictEqual([
    'PyBaseApiAvailabilityBurnsSlowly 99.9% 14d api-availability',
    'PyBaseDatabaseQuerySlow insert',
    'PyBaseDatabaseQuerySlow update',
    'PyBaseWatchdog',
  ])
  expect(inState('firing', '9h', today.now - hour)).toStrictEqual([
    'PyBaseApiAvailabilityBurnsSlowly 99.9% 14d api-availability',
    'PyBaseWatchdog',
  ])
})

test('an alert is pending as long as its rule says, and keeps the labels of its rule', () => {
  const [states] = at('ALERTS_FOR_STATE{alertname="PyBaseApiErrorRateHigh"}')
  const since = Number(states?.value?.[1]) * 1000
  const firing = at('ALERTS{alertname="PyBaseApiErrorRateHigh", alertstate="firing"}', since + 5 * minute)
  expect(firing).toMatchObject([{ metric: { severity: 'critical', component: 'api' } }])
  expect(at('ALERTS{alertname="PyBaseApiErrorRateHigh", alertstate="firing"}', since + 4.9 * minute)).toStrictEqual([])
  expect(at('ALERTS{alertname="PyBaseApiErrorRateHigh", alertstate="pending"}', since)).toHaveLength(1)
  expect(at('ALERTS{alertname="PyBaseApiErrorRateHigh"}', since - 1)).toStrictEqual([])
})
