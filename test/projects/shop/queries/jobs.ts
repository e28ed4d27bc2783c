// What Prometheus scrapes in the shop.

import { job, probes, pushed } from '@pybase/monitoring'

export const api = job('api', {
  title: 'The shop, in Go',
  component: 'checkout',
  whenDown: 'critical',
  idle: 'No traffic',
  scrape: { dns: ['api.shop.internal:8080'] },
})

export const mysql = job('mysql', {
  title: 'mysqld_exporter',
  component: 'orders',
  whenDown: 'critical',
  release: 'mysqldExporter',
  address: 'mysql.shop.internal:9104',
})

export const kafka = job('kafka', {
  title: 'kafka_exporter',
  component: 'orders',
  whenDown: 'warning',
  release: 'kafkaExporter',
  address: 'kafka.shop.internal:9308',
})

export const nginx = job('nginx', {
  title: 'nginx-prometheus-exporter',
  component: 'edge',
  whenDown: 'warning',
  release: 'nginxExporter',
  address: 'edge.shop.internal:9113',
})

export const node = job('node', {
  title: 'node_exporter',
  component: 'host',
  whenDown: 'warning',
  release: 'nodeExporter',
  address: 'mysql.shop.internal:9100',
  scrape: { addresses: ['api.shop.internal:9100', 'mysql.shop.internal:9100', 'edge.shop.internal:9100'] },
})

export const blackbox = job('blackbox', {
  title: 'blackbox_exporter',
  component: 'edge',
  whenDown: 'warning',
  release: 'blackboxExporter',
  address: 'blackbox.shop.internal:9115',
  path: '/probe',
  scrape: probes(['https://shop.example', 'https://shop.example/checkout'], { module: 'http_2xx' }),
})

export const pushgateway = job('pushgateway', {
  title: 'Pushgateway',
  component: 'batch',
  whenDown: 'warning',
  release: 'pushgateway',
  address: 'pushgateway.shop.internal:9091',
  scrape: pushed,
})

export const prometheus = job('prometheus', {
  title: 'Prometheus itself',
  component: 'monitoring',
  whenDown: 'warning',
  release: 'prometheus',
})

const all = [api, mysql, kafka, nginx, node, blackbox, pushgateway, prometheus] as const

declare module '@pybase/monitoring' {
  interface Register {
    readonly jobs: typeof all
  }
}

export default all
