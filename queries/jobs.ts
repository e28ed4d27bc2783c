// What Prometheus scrapes. Addresses are settings, in stack.ts.

import { deployedIn, job } from '@pybase/monitoring'
import { cadvisorExporter, containerNoise } from '@pybase/monitoring/exporters/cadvisor'
import { nodeExporter } from '@pybase/monitoring/exporters/node'
import { postgresExporter } from '@pybase/monitoring/exporters/postgres'
import { redisExporter } from '@pybase/monitoring/exporters/redis'
import stack from '../stack.ts'

export const api = job('pybase-api', {
  title: 'FastAPI backend',
  component: 'api',
  dependsOn: ['database', 'redis'],
  whenDown: 'critical',
  client: 'python',
  idle: 'No traffic',
})

export const extractionWorker = job('extraction-worker', {
  title: 'Celery worker for CAD extraction',
  component: 'extraction',
  dependsOn: ['database', 'redis'],
  whenDown: 'critical',
  client: 'python',
  idle: 'No tasks',
})

export const searchWorker = job('search-worker', {
  title: 'Celery worker for search',
  component: 'search',
  dependsOn: ['database', 'redis'],
  whenDown: 'critical',
  client: 'python',
})

export const postgres = job('postgres', {
  title: 'postgres_exporter',
  component: 'database',
  dependsOn: ['host'],
  whenDown: 'critical',
  release: 'postgresExporter',
  service: postgresExporter(stack.compose.postgres),
  flags: {
    '--collector.database_wraparound': { since: '0.14.0' },
    '--collector.stat_statements': { since: '0.13.0' },
    ...(stack.compose.postgres.statementTexts && { '--collector.stat_statements.include_query': { since: '0.18.0' } }),
  },
})

const { database, queues } = stack.broker
const queueKeys = Object.values(queues).map((queue) => `db${database}=${queue}`)

export const redis = job('redis', {
  title: 'redis_exporter',
  component: 'redis',
  dependsOn: ['host'],
  whenDown: 'critical',
  release: 'redisExporter',
  service: redisExporter(stack.compose.redis),
  flags: { [`--check-single-keys=${queueKeys.join(',')}`]: {} },
})

export const node = job('node', {
  title: 'node_exporter',
  component: 'host',
  whenDown: 'warning',
  release: 'nodeExporter',
  service: nodeExporter,
})

export const cadvisor = job('cadvisor', {
  title: 'cAdvisor',
  component: 'host',
  whenDown: 'warning',
  release: 'cadvisor',
  service: cadvisorExporter,
  scrape: { drop: containerNoise },
})

export const prometheus = job('prometheus', {
  title: 'Prometheus itself',
  component: 'monitoring',
  whenDown: 'warning',
  release: 'prometheus',
})

export const alertmanager = job('alertmanager', {
  title: 'Alertmanager',
  component: 'monitoring',
  whenDown: 'warning',
  release: 'alertmanager',
})

export const grafana = job('grafana', {
  title: 'Grafana',
  component: 'monitoring',
  whenDown: 'warning',
  release: 'grafana',
})

const all = [
  api,
  extractionWorker,
  searchWorker,
  postgres,
  redis,
  node,
  cadvisor,
  prometheus,
  alertmanager,
  grafana,
] as const

/** The jobs that the chosen releases have: Debian packages no Grafana and no cAdvisor. */
export const deployed = deployedIn(stack, all)
export type Deployed = (typeof deployed)[number]

const exporters = [node, postgres, redis].filter((job) => deployed.includes(job))

/** The host, or the way to it, is down where none of these answers; without most exporters PyBase's own processes tell. */
export const onHost: readonly [Deployed, ...Deployed[]] =
  exporters.length > 1 ? [exporters[0] ?? api, ...exporters.slice(1)] : [api, extractionWorker, ...exporters]

declare module '@pybase/monitoring' {
  interface Register {
    readonly jobs: typeof all
  }
}

export default all
