import { alert, alertEach } from '../../build/language/alert.ts'
import type { Filter, Line } from '../../build/language/dashboard.ts'
import { quantile, rate, sum } from '../../build/language/functions.ts'
import type { AnyMetric } from '../../build/language/metric.ts'
import { stat, timeseries } from '../../build/language/panels.ts'
import type { Model } from '../../build/model/model.ts'
import { latency, node, queue, redis, requests } from '../language/metrics.ts'
import { modelOf, pinned } from '../model/definitions.ts'

/** One alert by route, with all that an alert may have. */
export const slow = alert('Slow', {
  when: quantile(0.95, latency).by('route').over('5m').above('1s'),
  for: '5m',
  keepFiringFor: '10m',
  severity: 'warning',
  component: 'api',
  summary: 'It is slow.',
  description: ({ value, labels }) => `${labels.route} takes ${value}.`,
  diagnosis: { 'Who asks?': sum(rate(requests)).by('route'), 'What waits (now)?': sum(queue) },
})

const about = { summary: 'It piles up.', description: () => 'It does.' }

/** Worse, and somebody else's, the more there is. */
export const piling = alertEach(
  'Piling',
  [
    { when: sum(queue).above(10), severity: 'warning', component: 'api' },
    { when: sum(queue).above(100), severity: 'critical', component: 'redis' },
  ],
  about,
)

export const urls = {
  grafana: 'https://grafana.example',
  prometheus: 'https://prometheus.example',
  runbooks: 'https://runbooks.example/of',
}

const metrics: readonly AnyMetric[] = [latency, queue, requests]
const slowPanels: readonly [Line, ...Line[]] = [
  [stat('Slowest', quantile(0.95, latency), 'Any.', { alert: slow })],
  [timeseries('Over time', quantile(0.95, latency).by('route'), 'Any.', { alert: slow })],
]

/** Both alerts; two panels show the first of them, and none the other. */
export const model = (filters: readonly Filter[] = [], lines = slowPanels): Model =>
  modelOf({
    stack: { ...pinned, urls: { ...pinned.urls, ...urls } },
    jobs: [node, redis],
    metrics,
    filters,
    lines,
    alerts: [slow, piling],
  })
