/** What one may look at before pasting something: a title, and what is pasted. */
export const examples: readonly (readonly [title: string, rules: string])[] = [
  [
    'Slow requests',
    `- alert: SlowRequests
  expr: >
    histogram_quantile(0.95,
      sum by (le, operation) (rate(app_request_duration_seconds_bucket{job="app"}[5m]))
    ) > 0.5
  for: 5m
  labels:
    severity: warning
  annotations:
    summary: '{{ $labels.operation }} is slow'
`,
  ],
  ['Target down', '- alert: Down\n  expr: up{job="app"} == 0\n  for: 2m\n  labels: { severity: critical }\n'],
  ['Share of errors', 'sum(rate(app_errors_total[5m])) / sum(rate(app_requests_total[5m])) > 0.05'],
  ['Disk fills up', 'predict_linear(node_filesystem_avail_bytes{mountpoint="/"}[6h], 4 * 3600) < 0'],
  ['Backup is old', 'time() - backup_last_success_timestamp_seconds > 2 * 86400'],
  [
    'Can never fire',
    'rate(cache_commands_total{status="hit"}[5m]) / rate(cache_commands_total{status="miss"}[5m]) < 0.8',
  ],
]
