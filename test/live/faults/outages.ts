import { setTimeout as sleep } from 'node:timers/promises'
import { Failed } from '../phase.ts'
import { scaled } from '../rescale.ts'
import { edited, ofJob } from './configuration.ts'
import type { Fault } from './fault.ts'
import type { Observer } from './observer.ts'
import { othersUp, type World } from './world.ts'

const slowScrape = { scrape_interval: '8s', scrape_timeout: '8s' } as const

/** What goes wrong with the servers that the alerts themselves need, while another one is down. */
export const outages = (world: World, observer: Observer) => {
  const { addresses, servers, receiver } = world.stack
  const postgresDown = { alert: 'PyBasePostgresDown', labels: { job: 'postgres', instance: addresses.postgres } }
  const redisDown = { alert: 'PyBaseRedisDown', labels: { job: 'redis', instance: addresses.redis } }
  const notDelivered = {
    alert: 'PyBaseNotificationsFailing',
    labels: {
      job: 'prometheus',
      instance: addresses.prometheus,
      alertmanager: `http://${addresses.alertmanager}/api/v2/alerts`,
    },
  }

  /** The window over what an exporter says of its server, of another length. */
  const looksBack = (series: string, range: string) =>
    edited(world, 'prometheus', 'alerts/liveness.yml', (text) =>
      text.replaceAll(new RegExp(`(${series}\\{[^}]*\\})\\[${scaled('90s')}\\]`, 'g'), `$1[${range}]`),
    )

  /**
   * postgres_exporter tries for seconds to connect before it says that it cannot: longer than a scaled scrape waits. A window
   * over its answers holds as many of them as before.
   */
  const patience = [
    edited(world, 'prometheus', 'prometheus.yml', ofJob('postgres', slowScrape)),
    looksBack('pg_up', '32s'),
  ]

  /** A restart takes as long as in life: the window outlasts it, as it does there, and the alert is restored. */
  const outlasting = looksBack('redis_up', '20s')

  const alertmanagerDown: Fault = {
    name: 'Alertmanager is down for a while, and PostgreSQL stops meanwhile',
    done: 'both are killed; Alertmanager is started again once Prometheus has the alerts',
    async start() {
      for (const each of patience) each.start()
      await Promise.all([servers.alertmanager.kill(), servers.postgres.stop()])
      await Promise.all([postgresDown, notDelivered].map((each) => observer.activeSince(observer.expected(each))))
      await servers.alertmanager.start()
    },
    async lift() {
      await servers.postgres.start()
      for (const each of patience) each.lift()
    },
    tells: [postgresDown, notDelivered],
    mayTell: [
      'PyBaseApiErrorRateHigh (api)',
      'PyBaseDatabaseErrorRateHigh (database)',
      'PyBaseExtractionFailureRateHigh (extraction)',
      'PyBaseTargetDown (database)',
      'PyBaseTargetDown (monitoring)',
      'PyBaseExporterCollectorFailing (monitoring)',
    ],
    keeps: [
      { what: 'an alert that began while Alertmanager was down and still fires is told', isSo: () => true },
      othersUp(world, 'alertmanager'),
    ],
  }

  let began = 0
  const prometheusRestarted: Fault = {
    name: 'Prometheus is restarted in the middle, while Redis is down',
    done: 'Redis is stopped; once that is told, Prometheus is killed and started; at the end the workers are restarted',
    async start() {
      began = receiver.messages.length
      outlasting.start()
      await servers.redis.stop()
      const expected = observer.expected(redisDown)
      await observer.heard(expected, 'firing', began)
      const before = await observer.activeSince(expected)
      // Prometheus restores in whole seconds: what has fired for less than one it takes for pending.
      await sleep(Math.max(0, Date.parse(before) + 3000 - Date.now()))
      await servers.prometheus.kill()
      await servers.prometheus.start()
      const after = await observer.activeSince(expected)
      // Prometheus keeps whole seconds.
      if (before.slice(0, 19) !== after.slice(0, 19))
        throw new Failed([`PyBaseRedisDown is active since ${before}, and after a restart since ${after}`])
    },
    async lift() {
      await servers.redis.start()
      outlasting.lift()
      // Celery's workers may wait for ever on a connection that was lost.
      await Promise.all([servers['extraction-worker'].restart(), servers['search-worker'].restart()])
    },
    tells: [redisDown],
    mayTell: [
      'PyBaseApiErrorRateHigh (api)',
      'PyBaseExtractionStalled (extraction)',
      'PyBaseSearchBacklog (search)',
      'PyBaseTargetDown (extraction)',
      'PyBaseTargetDown (search)',
    ],
    keeps: [
      { what: 'the alert is as old as before: `for` survives', isSo: () => true },
      {
        what: 'nobody hears of a recovery that was none',
        isSo: (since) => !observer.hasHeard(observer.expected(redisDown), 'resolved', since),
      },
      othersUp(world),
    ],
  }

  return { alertmanagerDown, prometheusRestarted }
}
