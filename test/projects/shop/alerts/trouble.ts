import { alert, group } from '@pybase/monitoring'
import * as api from '../queries/api.ts'
import * as batch from '../queries/batch.ts'
import * as edge from '../queries/edge.ts'
import * as node from '../queries/node.ts'
import * as stores from '../queries/stores.ts'

const traffic = api.requestRate.over('1h')

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

export const diskFills = alert('ShopDiskFull', {
  when: node.freeInFourHours.over('6h').by('instance', 'mountpoint').below('0B'),
  for: '30m',
  severity: 'critical',
  component: 'host',
  summary: 'A disk is full within four hours.',
  description: ({ labels }) =>
    `As it fills since six hours, ${labels.mountpoint} of ${labels.instance} is full within four.`,
})

export const errorsCreep = alert('ShopErrorsCreep', {
  when: api.errorRatio.over('1h').above('0.3%').and(traffic.above('1/s')),
  for: '30m',
  severity: 'warning',
  component: 'checkout',
  summary: 'A few requests fail, hour after hour.',
  description: ({ value }) => `${value} of the requests of the last hour failed.`,
})

export const errorsOfTheWeek = alert('ShopErrorsOfTheWeek', {
  when: api.errorRatio.over('1w').above('0.1%').and(traffic.above('1/s')),
  for: '1h',
  severity: 'warning',
  component: 'checkout',
  summary: 'More requests fail than in a good week.',
  description: ({ value }) => `${value} of the requests of the last seven days failed.`,
})

export const versionsMixed = alert('ShopVersionsMixed', {
  when: api.versions.above(1),
  for: '1h',
  severity: 'warning',
  component: 'checkout',
  summary: 'A rollout stands still: more than one version runs.',
  description: ({ value }) => `${value} versions have run side by side for an hour.`,
})

export const trafficHalved = alert('ShopTrafficHalved', {
  when: traffic.below(traffic.offset('1w').dividedBy(2)),
  for: '15m',
  severity: 'critical',
  component: 'edge',
  summary: 'Less than half of the traffic of last week arrives.',
  description: ({ value }) => `Requests arrive at ${value}, less than half of what did at this hour a week ago.`,
})

export default group(
  slow,
  lagging,
  connectionsNearLimit,
  certificateExpires,
  batchOverdue,
  diskFull,
  diskFills,
  errorsCreep,
  errorsOfTheWeek,
  versionsMixed,
  trafficHalved,
)
