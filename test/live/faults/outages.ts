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

  /**
   * postgres_exporter tries for seconds to connect before it says that it cannot: longer than a scaled scrape waits. A window
   * over its answers holds as many of them as before.
   */
  const patience = [
    edited(world, 'prometheus', 'prometheus.yml', ofJob('postgres', slowScrape)),
    edited(world, 'prometheus', 'alerts/liveness.yml', (text) =>
      text.replaceAll(/(pg_up\{[^}]*\})\[(\w+)\]/g, (all, series, range) =>
        range === scaled('90s') ? `${series}[32s]` : all,
      ),
    ),
  ]

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
      await servers.redis.stop()
      const expected = observer.expected(redisDown)
      await observer.heard(expected, 'firing', began)
      await observer.activeSince(expected)
      await servers.prometheus.kill()
      await servers.prometheus.start()
      await observer.activeSince(expected)
    },
    async lift() {
      await servers.redis.start()
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
      {
        what: 'nobody hears of a recovery that was none',
        isSo: (since) => !observer.hasHeard(observer.expected(redisDown), 'resolved', since),
      },
      othersUp(world),
    ],
  }

  return { alertmanagerDown, prometheusRestarted }
}
