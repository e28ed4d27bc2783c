// What goes wrong with the monitoring itself.

import {
  alertmanagerDown,
  at,
  counts,
  down,
  drill,
  every,
  grows,
  happens,
  loses,
  prometheusDown,
  restarts,
  stands,
  vanishes,
} from '@pybase/monitoring'
import * as jobs from '../../queries/jobs.ts'
import * as monitoring from '../../queries/monitoring.ts'
import * as redis from '../../queries/redis.ts'
import { redisDown, targetDown } from '../liveness.ts'
import {
  configReloadFailed,
  deliveryFailing,
  notificationsFailing,
  ruleEvaluationFailing,
  rulesSlow,
  seriesGrow,
} from '../monitoring.ts'

const { ruleFailures, notificationErrors, deliveryFailures } = monitoring
const slack = deliveryFailures.where({ integration: 'slack', reason: 'clientError' })
const redisIsDead = [loses(jobs.redis, [redis.up]), stands(redis.up, 0)]

export const rulesFail = drill('A rule fails at each evaluation', {
  lasts: '1h',
  happens: [happens(ruleFailures, every('15s'))],
  noticed: { by: ruleEvaluationFailing, within: '15m' },
  pages: 1,
  tickets: 0,
})

export const notificationsFail = drill('Prometheus cannot deliver to Alertmanager', {
  lasts: '1h',
  happens: [counts(notificationErrors, '0.1/s')],
  noticed: { by: notificationsFailing, within: '15m' },
  pages: 1,
  tickets: 0,
})

export const slackIsRevoked = drill("Slack's webhook is revoked", {
  lasts: '2h',
  happens: [counts(slack, '0.05/s')],
  noticed: { by: deliveryFailing, within: '30m' },
  pages: 1,
  tickets: 0,
})

export const reloadFails = drill('Prometheus refuses its configuration', {
  lasts: '1h',
  happens: [stands(monitoring.prometheusReloaded, 0)],
  noticed: { by: configReloadFailed, within: '10m' },
  pages: 0,
  tickets: 1,
})

export const alertmanagerReloadFails = drill('Alertmanager refuses its configuration', {
  lasts: '1h',
  happens: [stands(monitoring.alertmanagerReloaded, 0)],
  noticed: { by: configReloadFailed, within: '10m' },
  pages: 0,
  tickets: 1,
})

export const grafanaDies = drill('Grafana dies', {
  lasts: '1h',
  happens: [down(jobs.grafana)],
  noticed: { by: targetDown, within: '5m' },
  pages: 0,
  tickets: 1,
})

export const grafanaIsGone = drill('Grafana is no longer among the targets', {
  lasts: '1h',
  happens: [vanishes(jobs.grafana)],
  noticed: { by: targetDown, within: '5m' },
  pages: 0,
  tickets: 1,
})

export const prometheusRestartsMeanwhile = drill('Redis dies, and Prometheus is restarted a minute later', {
  lasts: '1h',
  happens: [...redisIsDead, prometheusDown({ from: '60s', until: '100s' })],
  noticed: { by: redisDown, within: '5m' },
  pages: 1,
  tickets: 0,
})

export const prometheusRestartsWhileItFires = drill('Prometheus is restarted while Redis is down', {
  lasts: '1h',
  happens: [...redisIsDead, prometheusDown({ from: '20m', until: '21m' })],
  noticed: { by: redisDown, within: '3m' },
  pages: 1,
  tickets: 0,
})

export const alertmanagerRestartsMeanwhile = drill('Redis dies while Alertmanager is restarted', {
  lasts: '1h',
  happens: [...redisIsDead, alertmanagerDown({ from: '1m', until: '4m' })],
  noticed: { by: redisDown, within: '6m' },
  pages: 1,
  tickets: 0,
})

// What only looks as if.

export const ordinaryDay = drill('Prometheus is restarted on an ordinary day', {
  lasts: '2h',
  happens: [prometheusDown({ until: '1m' })],
  quiet: true,
})

export const prometheusIsAwayFor4Minutes = drill('Nothing is scraped for four minutes', {
  lasts: '1h',
  happens: [prometheusDown({ from: '10m', until: '14m' })],
  quiet: true,
})

export const oneEvaluationFails = drill('One evaluation of a rule fails', {
  lasts: '1h',
  happens: [happens(ruleFailures, at('10m'))],
  quiet: true,
})

export const oneNotificationFails = drill('One message to Alertmanager is lost', {
  lasts: '1h',
  happens: [happens(notificationErrors, at('10m'))],
  quiet: true,
})

export const oneDeliveryFails = drill('One message to Slack is lost', {
  lasts: '1h',
  happens: [happens(slack, at('10m'))],
  quiet: true,
})

export const grafanaRestarts = drill('Grafana is restarted', {
  lasts: '1h',
  happens: [restarts(jobs.grafana, '60s')],
  quiet: true,
})

export const pagerIsRevoked = drill("The pager's key is revoked", {
  lasts: '2h',
  happens: [counts(deliveryFailures.where({ integration: 'pagerduty', reason: 'clientError' }), '0.05/s')],
  noticed: { by: deliveryFailing, within: '30m' },
  pages: 1,
  tickets: 0,
})

export const seriesExplode = drill('A label has a value for each user, and Prometheus fills with series', {
  lasts: '4h',
  happens: [
    grows(monitoring.headSeries, 80_000, { until: '1h' }),
    stands(monitoring.headSeries, 80_000, { from: '1h' }),
  ],
  noticed: { by: seriesGrow, within: '30m' },
  pages: 0,
  tickets: 1,
})

export const rulesTakeLong = drill('Rules take nearly as long as they may', {
  lasts: '1h',
  happens: [stands(monitoring.ruleDuration, '14s')],
  noticed: { by: rulesSlow, within: '15m' },
  pages: 0,
  tickets: 1,
})

export const moreSeries = drill('A deploy adds a fifth more series', {
  lasts: '8h',
  happens: [stands(monitoring.headSeries, 6300)],
  quiet: true,
})
