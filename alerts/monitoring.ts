import { alert, always, group } from '@pybase/monitoring'
import * as monitoring from '../queries/monitoring.ts'
import * as postgres from '../queries/postgres.ts'

export const ruleEvaluationFailing = alert('PyBaseRuleEvaluationFailing', {
  when: monitoring.rulesFailed.by('job', 'instance', 'rule_group').over('2m').above(0),
  for: '5m',
  severity: 'critical',
  component: 'monitoring',
  summary: 'Prometheus fails to evaluate rules, so alerts may be missing.',
  description: ({ value, labels }) =>
    `${value} evaluations of ${labels.rule_group} failed in the last 2 minutes on ${labels.instance} (${labels.job}).`,
  waive: { 'event-outlived': 'One failure is no trouble: it must go on.' },
  diagnosis: {
    'Which rule group?': monitoring.rulesFailed.by('rule_group'),
    'How many series does it hold?': monitoring.headSeries,
  },
})

export const notificationsFailing = alert('PyBaseNotificationsFailing', {
  when: monitoring.notificationsFailed.by('job', 'instance', 'alertmanager').over('2m').above(0),
  for: '5m',
  // Nobody hears of it before Alertmanager is back: until then it must not be over.
  keepFiringFor: '5m',
  severity: 'critical',
  component: 'monitoring',
  summary: 'Prometheus cannot deliver alerts to Alertmanager.',
  description: ({ value, labels }) =>
    `${value} alerts could not be sent to ${labels.alertmanager} in the last 2 minutes by ${labels.instance} (${labels.job}).`,
  waive: { 'event-outlived': 'One failure is no trouble: it must go on.' },
  diagnosis: {
    'Is Alertmanager up?': monitoring.up.where({ job: 'alertmanager' }),
    'Which Alertmanager?': monitoring.notificationsFailed.by('alertmanager'),
  },
})

export const deliveryFailing = alert('PyBaseDeliveryFailing', {
  // Two or more: Alertmanager tries again only when a group is due, which is every five minutes at most.
  when: monitoring.deliveriesFailed.by('job', 'instance', 'integration').over('30m').above(1.5),
  for: '5m',
  // What Slack cannot deliver, the pager tells, and the other way round.
  severity: 'critical',
  component: 'monitoring',
  summary: 'Alertmanager cannot deliver notifications.',
  description: ({ value, labels }) =>
    `${value} notifications to ${labels.integration} failed in the last 30 minutes on ${labels.instance} (${labels.job}).`,
  diagnosis: {
    'Which receiver, and why?': monitoring.deliveriesFailed.by('integration', 'reason'),
    'Is it all of them?': monitoring.deliveriesFailed.by('instance'),
  },
})

export const configReloadFailed = alert('PyBaseConfigReloadFailed', {
  when: monitoring.prometheusReloaded.is(0).or(monitoring.alertmanagerReloaded.is(0)),
  for: '5m',
  severity: 'warning',
  component: 'monitoring',
  summary: 'The last reload of a configuration failed, so the old one is still in force.',
  description: ({ labels }) =>
    `${labels.job} on ${labels.instance} refused its configuration and runs with the previous one.`,
})

export const exporterCollectorFailing = alert('PyBaseExporterCollectorFailing', {
  when: postgres.collectorSuccess.is(0),
  for: '10m',
  severity: 'warning',
  component: 'monitoring',
  summary: 'A part of the PostgreSQL metrics is missing.',
  description: ({ labels }) => `The collector ${labels.collector} of ${labels.instance} (${labels.job}) fails.`,
  diagnosis: {
    'Which collectors fail?': postgres.collectorSuccess,
    'Is PostgreSQL itself up?': postgres.up,
  },
})

export const seriesGrow = alert('PyBasePrometheusSeriesGrow', {
  when: monitoring.headSeries.above(monitoring.mostSeries.over('1h').offset('6h').times(2)),
  for: '10m',
  severity: 'warning',
  component: 'monitoring',
  summary: 'Prometheus holds twice as many series as six hours ago, and needs memory for each.',
  description: ({ value, labels }) => `${labels.instance} (${labels.job}) holds ${value} series.`,
  diagnosis: {
    'How many are there?': monitoring.headSeries,
    'Do rules take longer?': monitoring.ruleDuration,
  },
})

export const rulesSlow = alert('PyBaseRulesSlow', {
  when: monitoring.ruleDuration.above(monitoring.ruleInterval.times(0.8)),
  for: '5m',
  severity: 'warning',
  component: 'monitoring',
  summary: 'Rules take nearly as long as the time between two evaluations: soon some are left out.',
  description: ({ value, labels }) => `${labels.rule_group} takes ${value} on ${labels.instance} (${labels.job}).`,
  diagnosis: {
    'Which groups are slow?': monitoring.ruleDuration,
    'How many series are there?': monitoring.headSeries,
  },
})

export const watchdog = alert('PyBaseWatchdog', {
  undrilled: 'It always fires: what matters is that somebody outside misses it.',
  when: always,
  severity: 'none',
  component: 'monitoring',
  summary: 'This alert always fires, to prove that alerts are delivered.',
  description: () => 'When it stops arriving, the chain from Prometheus to the receiver is broken.',
})

export default group(
  ruleEvaluationFailing,
  notificationsFailing,
  deliveryFailing,
  configReloadFailed,
  exporterCollectorFailing,
  seriesGrow,
  rulesSlow,
  watchdog,
)
