import { frameOf } from '../init/project.ts'
import { packageName } from '../place.js'
import { quoted } from './code.ts'

/** The settings and jobs of a project that begins with an import: only rules and dashboards are made. */
export function scaffold(folder: string, name: string, id: string): ReadonlyMap<string, string> {
  return new Map([
    ...Object.entries(frameOf({ folder, manifest: undefined, others: [] }, id)),
    ['stack.ts', stack(name, id)],
    ['queries/jobs.ts', jobs],
  ])
}

const jobs = `// What Prometheus scrapes: nobody has said it yet. With jobs declared here, a metric is \`exposedBy(jobs.api)\`.

export default [] as const
`

const stack = (name: string, id: string): string => `import { defineStack } from '${packageName}'

// Of these settings only the releases matter as long as rules and dashboards are all that is made.
export default defineStack({
  product: { name: ${quoted(name)}, id: ${quoted(id)} },
  outputs: ['rules', 'dashboards'],
  versions: 'current',
  releases: { current: { prometheus: '3.14.0', alertmanager: '0.34.0', grafana: '13.2.2' } },

  scrape: { interval: '15s', timeout: '10s' },
  evaluationInterval: '15s',
  retention: '15d',

  targets: {
    prometheus: { address: 'prometheus:9090' },
    alertmanager: { address: 'alertmanager:9093' },
    grafana: { address: 'grafana:3000' },
  },
  urls: {
    prometheus: 'http://localhost:9090',
    alertmanager: 'http://localhost:9093',
    grafana: 'http://localhost:3000',
    runbooks: 'http://localhost:3000/runbooks',
  },
  ports: { prometheus: 9090, alertmanager: 9093, grafana: 3000 },

  notify: {
    slack: { enabled: false, channel: '#alerts' },
    pagerduty: { enabled: false },
    email: {
      enabled: false,
      to: 'oncall@example.org',
      from: 'alertmanager@example.org',
      smarthost: 'smtp.example.org:587',
      username: 'alertmanager@example.org',
    },
    watchdog: { enabled: false, url: 'https://example.org/ping' },
  },
  compose: { network: ${quoted(id)} },
})
`
