import { expect, test } from 'vitest'
import type { AnyMetric } from '../../../build/language/metric.ts'
import { pythonName } from '../../../build/pybase/instrumentation/names.ts'

test.each<[string, AnyMetric['type'], string]>([
  ['extraction_tasks_total', 'counter', 'extraction_task_counter'],
  ['database_queries_total', 'counter', 'database_query_counter'],
  ['cache_misses_total', 'counter', 'cache_miss_counter'],
  ['mail_boxes_total', 'counter', 'mail_box_counter'],
  ['access_total', 'counter', 'access_counter'],
  ['sent_bytes_total', 'counter', 'sent_bytes_counter'],
  ['cpu_seconds_total', 'counter', 'cpu_seconds_counter'],
  ['extraction_duration_seconds', 'histogram', 'extraction_duration_histogram'],
  ['memory_bytes', 'gauge', 'memory_gauge'],
  ['queues', 'gauge', 'queues_gauge'],
  ['build_info', 'info', 'build_info_gauge'],
  ['start_time_seconds', 'timestamp', 'start_time_gauge'],
])('%s, a %s, is %s in Python', (name, type, expected) => {
  expect(pythonName({ name, type } as AnyMetric)).toBe(expected)
})
