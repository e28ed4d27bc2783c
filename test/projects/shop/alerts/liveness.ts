import { alert, alertEach, always, group } from '@pybase/monitoring'
import * as edge from '../queries/edge.ts'
import * as jobs from '../queries/jobs.ts'
import * as monitoring from '../queries/monitoring.ts'
import * as stores from '../queries/stores.ts'

export const apiDown = alert('ShopApiDown', {
  when: monitoring.isDown(jobs.api),
  for: '1m',
  severity: 'critical',
  component: 'checkout',
  summary: 'An instance of the shop does not answer.',
  description: ({ labels }) => `A target of the job ${labels.job} has not answered for a minute.`,
})

export const exporterDown = alertEach(
  'ShopExporterDown',
  [
    { when: monitoring.isDown(jobs.mysql).or(monitoring.isDown(jobs.kafka)), severity: 'warning', component: 'orders' },
    {
      when: monitoring.isDown(jobs.nginx).or(monitoring.isDown(jobs.blackbox)),
      severity: 'warning',
      component: 'edge',
    },
    { when: monitoring.isDown(jobs.node), severity: 'warning', component: 'host' },
    { when: monitoring.isDown(jobs.pushgateway), severity: 'warning', component: 'batch' },
  ],
  {
    for: '5m',
    summary: 'An exporter does not answer.',
    description: ({ labels }) => `A target of the job ${labels.job} has not answered for five minutes.`,
  },
)

export const mysqlDown = alert('ShopMysqlDown', {
  when: stores.up.is(0),
  for: '1m',
  severity: 'critical',
  component: 'orders',
  summary: 'MySQL cannot be reached.',
  description: ({ labels }) => `The exporter at ${labels.instance} gets no answer from MySQL.`,
})

export const unreachable = alert('ShopUnreachable', {
  when: edge.reachable.by('instance').is(0),
  for: '2m',
  severity: 'critical',
  component: 'edge',
  summary: 'The shop cannot be reached from outside.',
  description: ({ labels }) => `${labels.instance} does not answer as it should.`,
})

export const watchdog = alert('ShopWatchdog', {
  when: always,
  severity: 'none',
  component: 'monitoring',
  summary: 'This alert always fires, to prove that alerts are delivered.',
  description: () => 'Nothing is wrong while it fires.',
})

export default group(apiDown, exporterDown, mysqlDown, unreachable, watchdog)
