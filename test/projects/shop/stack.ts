import { defineStack } from '@pybase/monitoring'

export default defineStack({
  product: { name: 'Shop', id: 'shop' },
  // It runs on virtual machines, and its runbooks are in a wiki: nothing for Docker, and no runbooks.
  outputs: ['prometheus', 'rules', 'dashboards', 'alertmanager', 'reference'],
  versions: 'current',
  releases: {
    current: {
      prometheus: '3.14.0',
      alertmanager: '0.34.0',
      grafana: '13.2.2',
      nodeExporter: '1.12.1',
      mysqldExporter: '0.20.0',
      kafkaExporter: '1.9.0',
      nginxExporter: '1.5.0',
      blackboxExporter: '0.28.0',
      pushgateway: '1.12.0',
    },
  },

  scrape: { interval: '30s', timeout: '10s' },
  evaluationInterval: '30s',
  retention: '60d',

  targets: {
    prometheus: { address: 'prometheus.shop.internal:9090' },
    alertmanager: { address: 'alertmanager.shop.internal:9093' },
    grafana: { address: 'grafana.shop.internal:3000' },
    api: { address: 'api.shop.internal:8080' },
  },

  urls: {
    prometheus: 'https://prometheus.shop.example',
    alertmanager: 'https://alertmanager.shop.example',
    grafana: 'https://grafana.shop.example',
    runbooks: 'https://wiki.shop.example/runbooks',
  },
  ports: { prometheus: 9090, alertmanager: 9093, grafana: 3000 },

  notify: {
    slack: { enabled: true, channel: '#shop-alerts' },
    pagerduty: { enabled: true },
    email: {
      enabled: false,
      to: 'oncall@shop.example',
      from: 'alertmanager@shop.example',
      smarthost: 'smtp.shop.example:587',
      username: 'alertmanager@shop.example',
    },
    watchdog: { enabled: true, url: 'https://deadman.shop.example/ping' },
    secrets: '/etc/alertmanager/secrets',
  },

  compose: { network: 'shop' },
})
