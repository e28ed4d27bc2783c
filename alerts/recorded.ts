import { group, rate, record, sum } from '@pybase/monitoring'
import * as application from '../queries/application.ts'
import * as extraction from '../queries/extraction.ts'
import * as http from '../queries/http.ts'

// What the dashboards add up again and again. Panels read it by themselves, and the labels are those by which they split and
// their pickers choose. The name tells the window: 1m is the least that `$__rate_interval` is.

const requests = sum(rate(http.requests)).by('endpoint', 'instance', 'status')
export const requests1m = record('api:http_requests:rate1m', requests.over('1m'))
export const requests2m = record('api:http_requests:rate2m', requests.over('2m'))
export const requests5m = record('api:http_requests:rate5m', requests.over('5m'))

export const latency5m = record(
  'api:http_request_duration_seconds_bucket:rate5m',
  sum(rate(http.latency.bucket)).by('endpoint', 'instance', 'le').over('5m'),
)

const queriesBy = ['instance', 'operation'] as const
export const queries5m = record(
  'application:db_query_duration_seconds_count:rate5m',
  sum(rate(application.queryDuration.count))
    .by(...queriesBy)
    .over('5m'),
)
export const queryErrors5m = record(
  'application:db_query_errors:rate5m',
  sum(rate(application.queryErrors))
    .by(...queriesBy)
    .over('5m'),
)
export const queryDuration5m = record(
  'application:db_query_duration_seconds_bucket:rate5m',
  sum(rate(application.queryDuration.bucket)).by('instance', 'le', 'operation').over('5m'),
)

// Tasks are few: what they take is looked at over half an hour.
export const tasks30m = record(
  'extraction:tasks:rate30m',
  sum(rate(extraction.tasks)).by('instance', 'status', 'task_type').over('30m'),
)
export const taskDuration30m = record(
  'extraction:duration_seconds_bucket:rate30m',
  sum(rate(extraction.duration.bucket)).by('instance', 'le', 'task_type').over('30m'),
)

export default group(
  requests1m,
  requests2m,
  requests5m,
  latency5m,
  queries5m,
  queryErrors5m,
  queryDuration5m,
  tasks30m,
  taskDuration30m,
)
