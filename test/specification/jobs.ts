import type { Source } from './source.ts'

/** Who is scraped, where, and what the names of its metrics begin with. */
interface SpecifiedJob extends Source {
  readonly address: string
  readonly path: string
  readonly exposes: readonly string[]
}

const besides = 'additional targets in the compose file, each exposes its own'

export const jobs: Readonly<Record<string, SpecifiedJob>> = {
  'pybase-api': {
    says: 'FastAPI Backend: http://backend:8000/api/v1/metrics',
    address: 'backend:8000',
    path: '/api/v1/metrics',
    exposes: ['http_', 'websocket_', 'db_', 'cache_', 'pybase_'],
  },
  'extraction-worker': {
    says: 'Extraction Worker: http://extraction-worker:9090/metrics',
    address: 'extraction-worker:9090',
    path: '/metrics',
    exposes: ['extraction_', 'db_', 'cache_', 'pybase_'],
  },
  'search-worker': {
    says: 'Search Worker: http://search-worker:9091/metrics',
    address: 'search-worker:9091',
    path: '/metrics',
    exposes: ['db_', 'cache_', 'pybase_'],
  },
  postgres: {
    says: 'PostgreSQL: postgres_exporter:9187',
    address: 'postgres_exporter:9187',
    path: '/metrics',
    exposes: ['pg_'],
  },
  redis: { says: 'Redis: redis_exporter:9121', address: 'redis_exporter:9121', path: '/metrics', exposes: ['redis_'] },
  node: { decided: besides, address: 'node_exporter:9100', path: '/metrics', exposes: ['node_'] },
  cadvisor: { decided: besides, address: 'cadvisor:8080', path: '/metrics', exposes: ['container_'] },
  prometheus: { decided: besides, address: 'prometheus:9090', path: '/metrics', exposes: ['prometheus_'] },
  alertmanager: { decided: besides, address: 'alertmanager:9093', path: '/metrics', exposes: ['alertmanager_'] },
  grafana: { decided: besides, address: 'grafana:3000', path: '/metrics', exposes: ['grafana_'] },
}

/** The jobs that expose a metric; none for what Prometheus itself writes. */
export const jobsOf = (metric: string): readonly string[] =>
  Object.entries(jobs)
    .filter(([, { exposes }]) => exposes.some((beginning) => metric.startsWith(beginning)))
    .map(([job]) => job)
