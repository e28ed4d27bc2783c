// The order database, and the queue before it.

import { exposedBy, max, open, rate, ratio, sum } from '@pybase/monitoring'
import * as jobs from './jobs.ts'

const mysql = exposedBy(jobs.mysql)
const kafka = exposedBy(jobs.kafka)

export const up = mysql.state('mysql_up', { help: 'Whether the MySQL server is up.' })

export const connected = mysql.gauge('mysql_global_status_threads_connected', {
  help: 'Connections that are open now.',
})

export const connectionLimit = mysql.gauge('mysql_global_variables_max_connections', {
  help: 'How many connections the server takes.',
})

export const slowQueries = mysql.misnamedCounter('mysql_global_status_slow_queries', {
  help: 'Queries that took longer than long_query_time.',
  unit: 'count',
})

export const lag = kafka.misnamedGauge('kafka_consumergroup_lag', {
  help: 'Messages that a consumer group has not read yet.',
  labels: { consumergroup: open, topic: open, partition: open },
  unit: 'count',
})

export const connections = sum(connected)
export const connectionShare = ratio(sum(connected), sum(connectionLimit))
export const slowRate = sum(rate(slowQueries))
export const waiting = sum(lag)
export const worstPartition = max(lag)
