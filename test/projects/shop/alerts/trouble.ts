import { alert, group, slo } from '@pybase/monitoring'
import * as api from '../queries/api.ts'
import * as batch from '../queries/batch.ts'
import * as edge from '../queries/edge.ts'
import * as node from '../queries/node.ts'
import * as stores from '../queries/stores.ts'

export const slow = alert('ShopSlow', {
  when: api.latencyP95.over('5m').above('1s'),
  for: '5m',
  severity: 'warning',
  component: 'checkout',
  summary: 'Answers take too long.',
  description: ({ value }) => `The slowest 5% of answers take ${value} or longer.`,
})

export const lagging = alert('ShopOrdersLag', {
  when: stores.waiting.by('consumergroup').above(5000),
  for: '10m',
  severity: 'warning',
  component: 'orders',
  summary: 'Orders wait to be read.',
  description: ({ value, labels }) => `${value} messages wait for ${labels.consumergroup}.`,
})

export const connectionsNearLimit = alert('ShopMysqlConnectionsNearLimit', {
  when: stores.connectionShare.above('80%'),
  for: '5m',
  severity: 'warning',
  component: 'orders',
  summary: 'MySQL has few connections left.',
  description: ({ value }) => `${value} of the connections are open.`,
})

export const certificateExpires = alert('ShopCertificateExpires', {
  when: edge.certificateLeft.by('instance').below('14d'),
  for: '1h',
  severity: 'warning',
  component: 'edge',
  summary: 'A certificate expires within two weeks.',
  description: ({ value, labels }) => `The certificate of ${labels.instance} expires in ${value}.`,
})

export const batchOverdue = alert('ShopSettlementOverdue', {
  when: batch.sinceSuccess.above('26h'),
  for: '10m',
  severity: 'warning',
  component: 'batch',
  summary: 'The nightly settlement has not ended well for more than a day.',
  description: ({ value }) => `The last good end was ${value} ago.`,
})

export const diskFull = alert('ShopDiskSpaceLow', {
  when: node.freeBytes.by('instance', 'mountpoint').below('5GiB'),
  for: '10m',
  severity: 'warning',
  component: 'host',
  summary: 'A disk is nearly full.',
  description: ({ value, labels }) => `${labels.mountpoint} of ${labels.instance} has ${value} left.`,
})

export const availability = slo('checkout', {
  objective: '99.5%',
  over: '30d',
  total: api.requestRate,
  bad: api.errorRate,
  title: 'Checkout',
  promise: 'Requests are answered without an error.',
  component: 'checkout',
  alert: 'ShopCheckout',
})

export default group(slow, lagging, connectionsNearLimit, certificateExpires, batchOverdue, diskFull, availability)
