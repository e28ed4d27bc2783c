// What the monitoring says of itself: series that Prometheus writes, and what Prometheus and Alertmanager expose.

import {
  absent,
  avgOverTime,
  changes,
  count,
  exposedBy,
  increase,
  mark,
  max,
  maxOverTime,
  min,
  namesOf,
  not,
  open,
  sum,
  type Window,
  writtenByPrometheus,
} from '@pybase/monitoring'
import * as application from './application.ts'
import jobs, * as all from './jobs.ts'
import { type Deployed, deployed, onHost } from './jobs.ts'
import * as redis from './redis.ts'

const written = writtenByPrometheus()
const prometheus = exposedBy(all.prometheus)
const alertmanager = exposedBy(all.alertmanager)

export const up = written.state('up', {
  help: 'Whether the last scrape of the target succeeded.',
  labels: { job: namesOf(jobs), instance: open },
})

export const alerts = written.state('ALERTS', {
  help: 'Alerts that are pending or firing; always 1.',
  optional: 'An alert has no series while it neither is pending nor fires.',
  labels: {
    alertname: open,
    alertstate: ['pending', 'firing'],
    severity: ['critical', 'warning', 'none'],
    component: open,
  },
})

export const ruleFailures = prometheus.counter('prometheus_rule_evaluation_failures_total', {
  help: 'The total number of rule evaluation failures.',
  labels: { rule_group: open },
})

export const notificationErrors = prometheus.counter('prometheus_notifications_errors_total', {
  help: 'Total number of errors sending alert notifications.',
  labels: { alertmanager: open },
})

export const prometheusReloaded = prometheus.state('prometheus_config_last_reload_successful', {
  help: 'Whether the last configuration reload attempt was successful.',
})

export const alertmanagerReloaded = alertmanager.state('alertmanager_config_last_reload_successful', {
  help: 'Whether the last configuration reload attempt was successful.',
})

export const deliveryFailures = alertmanager.counter('alertmanager_notifications_failed_total', {
  help: 'The total number of failed notifications.',
  labels: { integration: open, reason: open },
  labelVersions: { reason: { since: '0.26.0' } },
})

export const headSeries = prometheus.gauge('prometheus_tsdb_head_series', {
  help: 'Total number of series in the head block.',
})

export const ruleDuration = prometheus.gauge('prometheus_rule_group_last_duration_seconds', {
  help: 'The duration of the last rule group evaluation.',
  labels: { rule_group: open },
})

export const ruleInterval = prometheus.gauge('prometheus_rule_group_interval_seconds', {
  help: 'The interval of a rule group.',
  labels: { rule_group: open },
})

/** Without Redis' exporter nobody sees whether work waits. */
const seesQueues = deployed.some(({ name }) => name === 'redis')
/** Where work waits for a worker. One that has nothing to do may be scaled to zero, and is missed by nobody. */
const work: Partial<Record<Deployed['name'], ReturnType<typeof redis.extractionQueueHighest.over>>> = {
  'extraction-worker': redis.extractionQueueHighest.over('1m'),
  'search-worker': redis.searchQueueHighest.over('1m'),
}

/** `up == 0` alone is silent once the series is gone: a job also counts as down when it has no target left. */
export const isDown = ({ name }: Deployed) => {
  const target = up.where({ job: name })
  const waiting = seesQueues ? work[name] : undefined
  const gone = waiting === undefined ? absent(target) : absent(target).and(waiting.above(0), { on: [] })
  return min(target).by('job').is(0).or(gone)
}

export const mostSeries = maxOverTime(headSeries)

/** How often targets began or ceased to answer. */
export const turns = max(changes(up))

/**
 * Its target comes and goes: lately it answered less than this share of the time, and was away more than once. The share is none
 * that a number of scrapes gives exactly: a rounding would decide then.
 */
export const comesAndGoes = ({ name }: Deployed, lately: Window, often: number, share: `${number}%`) => {
  const target = up.where({ job: name })
  const answered = min(avgOverTime(target)).by('job')
  return max(changes(target))
    .by('job')
    .over(lately)
    .above(often)
    .and(answered.over(lately).below(share))
    .and(answered.over('2m').below('99%'))
}

/** The process starts again and again, and did so lately. */
export const startsAgain = ({ name }: Deployed, within: Window, often: number, lately: Window) => {
  const starts = max(changes(application.startTime.where({ job: name }))).by('job')
  return starts.over(within).above(often).and(starts.over(lately).above(0.5))
}

export const targetsDown = count(up.is(0))
export const jobsUp = min(up)
const [firstOnHost, ...othersOnHost] = onHost
export const hostAnswers = min(up.where({ job: [firstOnHost.name, ...othersOnHost.map(({ name }) => name)] }))
const firing = alerts.where({ alertstate: 'firing', severity: not('none') })
export const criticalFiring = count(firing.where({ severity: 'critical' }))
export const warningsFiring = count(firing.where({ severity: 'warning' }))
export const alertFires = max(firing).by('alertname', 'severity')
export const watchdog = count(alerts.where({ alertname: 'PyBaseWatchdog', alertstate: 'firing' }))
export const rulesFailed = sum(increase(ruleFailures))
export const deliveriesFailed = sum(increase(deliveryFailures))
export const notificationsFailed = sum(increase(notificationErrors))

const pages = firing.where({ severity: 'critical' })

/**
 * Marks on every time series: what changed just before the line moved. Of alerts only those that woke somebody, on a dashboard
 * of some components only theirs, and one stretch for each component: in a large outage one for each alert would bury the lines.
 */
export const annotations = (...components: readonly string[]) => [
  mark(
    'Firing alerts',
    max(components.length === 0 ? pages : pages.where({ component: components })).by('component'),
    'A critical alert of {{component}} fires',
    'red',
  ),
  mark('Deploys', application.versionAppeared, 'PyBase {{version}}', 'blue'),
  mark('Restarts', application.restarted, '{{job}} restarted', 'purple'),
]
