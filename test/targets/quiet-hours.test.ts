import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { quietHours } from '../../build/stack/quiet-hours.ts'
import type { Stack } from '../../build/stack/schema.ts'
import { alertmanager } from '../../build/targets/alertmanager.ts'
import { alertmanagerResource } from '../../build/targets/kubernetes/alertmanager.ts'
import { testWith } from '../support/tools.ts'
import { eventually } from '../support/until.ts'
import { inFolder, listener, withAlertmanager } from './alertmanager-server.ts'
import { notifying } from './stack.ts'

const nights = { from: '20:00', until: '07:30', weekends: true, timeZone: 'Europe/Berlin' }
const resting = (hours: Stack['notify']['quietHours'], notify: Partial<Stack['notify']> = {}): Stack => {
  const stack = notifying('slack', 'pagerduty')
  return { ...stack, notify: { ...stack.notify, ...notify, quietHours: hours } }
}
const configOf = (stack: Stack) => parse(alertmanager(stack)[0]?.text ?? '')

test.each([
  [{ from: '8pm', until: '07:00' }, 'from: A time of day is written like 22:00 or 07:30'],
  [{ from: '22:00', until: '24:00' }, 'until: A time of day is written like 22:00 or 07:30'],
  [{ from: '22:00', until: '22:00' }, 'until: Quiet hours end at another time than they begin'],
  [{ from: '22:00', until: '07:00', timeZone: 'Berlin' }, 'timeZone: A time zone is written like UTC or Europe/Berlin'],
  [{ from: '22:00' }, 'until: Invalid input: expected string, received undefined'],
])('%j is refused', (given, told) => {
  const { error } = quietHours.safeParse(given)
  expect(error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)).toEqual([told])
})

describe('what does not page waits for the end of the quiet hours', () => {
  test('beyond midnight, and at weekends', () => {
    const { time_intervals, route } = configOf(resting(nights))
    expect(time_intervals).toEqual([
      {
        name: 'quiet hours',
        time_intervals: [
          {
            times: [
              { start_time: '20:00', end_time: '24:00' },
              { start_time: '00:00', end_time: '07:30' },
            ],
            location: 'Europe/Berlin',
          },
          { weekdays: ['saturday', 'sunday'], location: 'Europe/Berlin' },
        ],
      },
    ])
    const muted = route.routes.filter((each: object) => 'mute_time_intervals' in each)
    expect(muted.map(({ receiver }: { receiver: string }) => receiver)).toEqual(['warning'])
  })

  test('within one day and until midnight', () => {
    const timesOf = (from: string, until: string) =>
      configOf(resting({ from, until, weekends: false, timeZone: 'UTC' })).time_intervals[0].time_intervals
    expect(timesOf('01:00', '06:00')).toEqual([{ times: [{ start_time: '01:00', end_time: '06:00' }] }])
    expect(timesOf('22:00', '00:00')).toEqual([{ times: [{ start_time: '22:00', end_time: '24:00' }] }])
  })

  test('a team is paged at any hour, too', () => {
    const { route } = configOf(
      resting(nights, {
        receivers: { payments: { slack: '#pay' } },
        routes: [{ labels: { team: 'payments' }, receiver: 'payments' }],
      }),
    )
    expect(route.routes.slice(0, 2)).toEqual([
      { matchers: ['severity =~ "critical"', 'team = "payments"'], receiver: 'payments' },
      {
        matchers: ['severity =~ "warning"', 'team = "payments"'],
        receiver: 'payments',
        mute_time_intervals: ['quiet hours'],
      },
    ])
  })

  test('in a cluster, whose resource knows no time zone', () => {
    const inCluster = (hours: Stack['notify']['quietHours']) => () =>
      alertmanagerResource({ ...resting(hours), kubernetes: {} as Stack['kubernetes'] }, [], [])
    expect(inCluster({ ...nights, timeZone: 'UTC' })().spec).toMatchObject({
      muteTimeIntervals: [
        {
          name: 'quiet hours',
          timeIntervals: [
            {
              times: [
                { startTime: '20:00', endTime: '24:00' },
                { startTime: '00:00', endTime: '07:30' },
              ],
            },
            { weekdays: ['saturday', 'sunday'] },
          ],
        },
      ],
    })
    expect(inCluster(nights)).toThrow(/knows no time zone but UTC, and the quiet hours are those of Europe\/Berlin/)
  })

  testWith(['amtool'], 'is accepted by amtool', ({ amtool }) =>
    inFolder(alertmanager(resting(nights)), (folder) => {
      const file = join(folder, 'alertmanager/alertmanager.yml')
      expect(execFileSync(amtool, ['check-config', file], { encoding: 'utf8' })).toContain('SUCCESS')
    }),
  )

  /** Quiet hours from so many hours before now, or after it, for three. */
  const hoursFrom = (difference: number) => {
    const at = (more: number) => new Date(Date.now() + (difference + more) * 3_600_000).toISOString().slice(11, 16)
    return { from: at(0), until: at(3), weekends: false, timeZone: 'UTC' }
  }

  testWith(['alertmanager'], 'as Alertmanager understands it', async ({ alertmanager: binary }) => {
    const { url, received, server: heard } = await listener()
    const severitiesHeard = async (hours: ReturnType<typeof hoursFrom>, enough: number) => {
      received.length = 0
      await inFolder([], async (folder) => {
        writeFileSync(join(folder, 'slack_api_url'), `${url}/slack\n`)
        const { notify } = notifying('slack')
        const files = alertmanager({
          ...resting(hours),
          notify: { ...notify, secrets: folder, quietHours: hours },
        }).map(({ path, text }) => ({ path, text: text.replace('group_wait: 30s', 'group_wait: 1s') }))
        await withAlertmanager(binary, files, async (alerting) => {
          const alert = (severity: string) => ({ labels: { alertname: severity, severity, component: severity } })
          await alerting.post([alert('warning')])
          // Its group was told before that of a page that comes later.
          await new Promise((resolve) => setTimeout(resolve, 1500))
          await alerting.post([alert('critical')])
          await eventually(
            () => received.length >= enough,
            () => `heard only ${JSON.stringify(received)}`,
          )
        })
      })
      return received.map(({ body }) => /FIRING:1\] (\w+)/.exec(JSON.stringify(body))?.[1]).toSorted()
    }
    try {
      expect(await severitiesHeard(hoursFrom(-1), 1)).toEqual(['critical'])
      expect(await severitiesHeard(hoursFrom(6), 2)).toEqual(['critical', 'warning'])
    } finally {
      heard.close()
      heard.closeAllConnections()
    }
  })
})
