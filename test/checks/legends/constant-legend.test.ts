import { expect, test } from 'vitest'
import { constantLegend } from '../../../build/checks/legends/constant-legend.ts'
import { panel, subject, told } from '../subject.ts'

const showing = (expr: string, legend: string) => subject({ panels: [panel({ exprs: [expr], legend })] })

test('one name for many series is told', () => {
  const expr = 'sum by (le, job) (rate(http_request_duration_seconds_bucket[5m]))'
  expect(told(constantLegend, showing(expr, 'API'))).toMatchInlineSnapshot(`
    "error  constant-legend   dashboard.json › Row › Panel
      API
      ^^^
      The query has one series per le, and the legend calls all of them "API".
      Write {{le}} into the legend, or aggregate them away."
  `)
})

const byJob = 'min by (job) (pybase_start_time_seconds{job=~"pybase-api|search-worker"})'

test('one name for several jobs that are scraped is told', () => {
  expect(told(constantLegend, showing(byJob, 'started'))).toContain('one series per job')
  const panels = [panel({ exprs: [byJob], legend: 'started' })]
  expect(told(constantLegend, { ...subject({ panels }), scraping: undefined })).toBe('')
})

test.each([
  ['of a node that a variable narrows', 'sum by (node_name) (theirs{instance=~"$nodename"})', 'power'],
  ['of one series', 'sum(up)', 'Targets'],
  ['of the sum of a histogram', 'sum by (le) (rate(theirs_sum[5m])) / sum by (le) (rate(theirs_count[5m]))', 'mean'],
  ['that tells a label', 'sum by (status) (rate(http_requests_total[5m]))', 'of {{status}}'],
  ['that Grafana chooses', 'rate(http_requests_total[5m])', '__auto'],
  ['that is not written', 'rate(http_requests_total[5m])', ''],
  ['of a query by job and instance', 'redis_memory_used_bytes', 'used'],
  ['of one job by name', 'min by (job) (up{job=~"redis|redis-exporter"})', 'up'],
  ['of a query that a variable narrows', 'sum by (status) (rate(http_requests_total{status="$status"}[5m]))', 'one'],
  ['of a fixed label', 'sum by (method) (rate(http_requests_total{method="GET"}[5m]))', 'GET'],
  ['of an unknown metric', 'some_metric', 'some'],
])('a legend %s is fine', (_, expr, legend) => {
  expect(told(constantLegend, showing(expr, legend))).toBe('')
})
