import { defineStack } from '@pybase/monitoring'
import { pybase } from './build/pybase/extension.ts'
import { pybaseSettings } from './build/pybase/settings.ts'

/**
 * Everything that differs between installations: edit it here, or lay a file of overrides over it with
 * `npm run build -- --stack overrides.yml`. Each setting is described where its type is, in build/stack/schema.ts.
 */
export default defineStack(
  {
    product: { name: 'PyBase', id: 'pybase' },
    versions: 'pinned',
    releases: {
      pinned: {
        prometheus: '3.14.0',
        alertmanager: '0.34.0',
        grafana: '13.2.2',
        postgresExporter: '0.20.1',
        redisExporter: '1.88.0',
        nodeExporter: '1.12.1',
        cadvisor: '0.60.5',
      },
      debian12: {
        prometheus: '2.42.0',
        alertmanager: '0.25.0',
        grafana: null,
        postgresExporter: '0.11.1',
        redisExporter: '1.45.0',
        nodeExporter: '1.5.0',
        cadvisor: null,
        images: 'local',
        tooNew: 'left out',
      },
    },

    scrape: { interval: '15s', timeout: '10s' },
    evaluationInterval: '15s',
    retention: '15d',

    targets: {
      'pybase-api': { address: 'backend:8000', path: '/api/v1/metrics' },
      'extraction-worker': { address: 'extraction-worker:9090' },
      'search-worker': { address: 'search-worker:9091' },
      postgres: { address: 'postgres_exporter:9187' },
      redis: { address: 'redis_exporter:9121' },
      node: { address: 'node_exporter:9100' },
      cadvisor: { address: 'cadvisor:8080' },
      prometheus: { address: 'prometheus:9090' },
      alertmanager: { address: 'alertmanager:9093' },
      grafana: { address: 'grafana:3000' },
    },

    broker: { database: 0, queues: { default: 'celery', extraction: 'extraction', search: 'search' } },
    redisMemoryLimit: null,

    urls: {
      prometheus: 'http://localhost:9090',
      alertmanager: 'http://localhost:9093',
      grafana: 'http://localhost:3000',
      runbooks: 'http://localhost:3000/public/runbooks',
    },
    ports: { prometheus: 9090, alertmanager: 9093, grafana: 3000 },

    notify: {
      slack: { enabled: true, channel: '#pybase-alerts' },
      pagerduty: { enabled: true, url: 'https://events.pagerduty.com/v2/enqueue' },
      email: {
        enabled: false,
        to: 'oncall@example.org',
        from: 'alertmanager@example.org',
        smarthost: 'smtp.example.org:587',
        username: 'alertmanager@example.org',
      },
      watchdog: { enabled: true, url: 'https://deadman.example.org/pybase' },
      secrets: '/run/secrets',
    },

    compose: {
      network: 'pybase',
      postgres: { address: 'postgres:5432', database: 'pybase', user: 'postgres_exporter', sslmode: 'disable' },
      redis: 'redis://redis:6379',
    },
  },
  pybaseSettings,
)

/** What the compiler makes for PyBase alone. */
export const extension = pybase
