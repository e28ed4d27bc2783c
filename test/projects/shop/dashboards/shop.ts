import { dashboard, instancesOf, row, stat, states, timeseries } from '@pybase/monitoring'
import { apiDown, exporterDown, mysqlDown, unreachable, watchdog } from '../alerts/liveness.ts'
import { availability, browsing, latency, orders } from '../alerts/objectives.ts'
import {
  batchOverdue,
  certificateExpires,
  connectionsNearLimit,
  diskFills,
  diskFull,
  errorsCreep,
  errorsOfTheWeek,
  lagging,
  slow,
  trafficHalved,
  versionsMixed,
} from '../alerts/trouble.ts'
import * as api from '../queries/api.ts'
import * as batch from '../queries/batch.ts'
import * as edge from '../queries/edge.ts'
import * as monitoring from '../queries/monitoring.ts'
import * as node from '../queries/node.ts'
import * as stores from '../queries/stores.ts'

const traffic = api.requestRate.over('1h')

export default dashboard(
  'Shop / Overview',
  {
    uid: 'shop-overview',
    asks: 'Can customers buy, and if not, what stands in the way?',
    tags: ['overview'],
    filters: [instancesOf(api.requests, 'api_instance', 'Shop instance')],
    annotations: [],
  },
  row('Customers', [
    stat('Orders', api.orderRate, 'Orders that were placed.'),
    stat('Errors', api.errorRatio.over('5m'), 'Share of requests that failed.', { warning: '0.3%', critical: '5%' }),
    stat('p95', api.latencyP95.over('5m'), '95% of answers were faster than this.', { alert: slow }),
    states('From outside', edge.reachable.by('instance'), 'Whether each page is answered as it should be.', {
      alert: unreachable,
      says: ['unreachable', 'fine'],
    }),
  ]),
  row('Health', [
    states('Shop', monitoring.shopUp, 'Whether every instance of the shop answers.', {
      alert: apiDown,
      says: ['down', 'up'],
    }),
    states('Exporters', monitoring.jobsUp.by('job'), 'Whether every target of each job answers.', {
      alert: exporterDown,
      says: ['down', 'up'],
    }),
    states('MySQL', stores.up, 'Whether its exporter reaches MySQL.', { alert: mysqlDown, says: ['down', 'up'] }),
    stat('Watchdog', monitoring.watchdog.orZero(), 'One while the watchdog fires, as it should.', {
      alert: watchdog,
      bad: 'low',
      critical: 1,
    }),
  ]),
  row('Objectives', availability.panels, latency.panels, orders.panels, browsing.panels),
  row('Traffic', [
    timeseries('Requests', { route: api.requestRate.by('route') }, 'Requests by route.'),
    timeseries('Declined', { declined: api.declinedRatio }, 'Share of orders that the bank declined.'),
    timeseries('Edge', { served: edge.servedRate }, 'Requests that nginx took.'),
  ]),
  row('Slow trouble', [
    timeseries(
      'Traffic by the hour',
      { now: traffic, 'a week ago': traffic.offset('1w') },
      'Requests, and those of last week.',
      {
        alert: trafficHalved,
      },
    ),
    timeseries('Errors by the hour', { failed: api.errorRatio.over('1h') }, 'Share of requests that failed.', {
      alert: errorsCreep,
    }),
    stat('Errors of the week', api.errorRatio.over('1w'), 'Share of requests that failed in seven days.', {
      alert: errorsOfTheWeek,
    }),
    stat('Versions', api.versions, 'How many versions run.', { alert: versionsMixed }),
  ]),
  row('Stores', [
    timeseries('Waiting', { group: stores.waiting.by('consumergroup') }, 'Messages that wait, by consumer.', {
      alert: lagging,
    }),
    timeseries('Connections', { open: stores.connectionShare }, 'Share of the connections of MySQL that are open.', {
      alert: connectionsNearLimit,
    }),
    timeseries('Slow queries', { slow: stores.slowRate }, 'Queries that took longer than long_query_time.'),
  ]),
  row(
    'Machines',
    [
      timeseries('Free', { disk: node.freeBytes.by('instance', 'mountpoint') }, 'Free space of each disk.', {
        alert: diskFull,
      }),
      timeseries(
        'Free in four hours',
        { disk: node.freeInFourHours.over('6h').by('instance', 'mountpoint') },
        'Where the last six hours lead.',
        { alert: diskFills },
      ),
      timeseries('Load', { load: node.busiest.by('instance') }, 'Processes that wait or run.'),
    ],
    [
      stat('Settlement', batch.sinceSuccess, 'Since the nightly settlement last ended well.', { alert: batchOverdue }),
      stat('Certificate', edge.certificateLeft, 'Until the first certificate expires.', { alert: certificateExpires }),
      stat('Slowest probe', edge.probeTime, 'How long the slowest probe took.'),
      stat('Clients', edge.clients, 'Connections that are open at the edge.'),
      stat('Database connections', stores.connections, 'Connections that are open in MySQL.'),
      stat('Worst partition', stores.worstPartition, 'The longest queue of one partition.'),
    ],
  ),
)
