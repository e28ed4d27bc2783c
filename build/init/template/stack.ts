// What is installed where, and who is told. build/stack/schema.ts of the compiler's repository describes every setting.

import { defineStack } from '@pybase/monitoring'

export default defineStack({
  product: { name: 'Example', id: 'example' },
  outputs: ['prometheus', 'rules', 'dashboards', 'alertmanager', 'runbooks', 'reference'],
  versions: 'current',
  releases: { current: { prometheus: '3.14.0', alertmanager: '0.34.0', grafana: '13.2.2' } },

  scrape: { interval: '15s', timeout: '10s' },
  evaluationInterval: '15s',
  retention: '15d',

  // As Prometheus reaches them.
  targets: {
    prometheus: { address: 'localhost:9090' },
    alertmanager: { address: 'localhost:9093' },
    grafana: { address: 'localhost:3000' },
    app: { address: 'localhost:8080' },
  },

  // As people reach them: the links in messages and dashboards.
  urls: {
    prometheus: 'http://localhost:9090',
    alertmanager: 'http://localhost:9093',
    grafana: 'http://localhost:3000',
    runbooks: 'http://localhost:3000/public/runbooks',
  },
  ports: { prometheus: 9090, alertmanager: 9093, grafana: 3000 },

  notify: {
    slack: { enabled: true, channel: '#example-alerts' },
    pagerduty: { enabled: false },
    email: {
      enabled: false,
      to: 'oncall@example.com',
      from: 'alertmanager@example.com',
      smarthost: 'smtp.example.com:587',
      username: 'alertmanager@example.com',
    },
    // Somebody outside who notices that the alarm itself is broken, and an alert that always fires for it to hear of.
    watchdog: { enabled: false, url: 'https://deadman.example.com/ping' },
    secrets: '/etc/alertmanager/secrets',
  },

  compose: { network: 'example' },
})
