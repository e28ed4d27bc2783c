import type { Source } from './source.ts'

interface Setting extends Source {
  /** Where it stands in `stack.ts`. */
  readonly setting: string
  readonly is: string | number | boolean
}

const dashboards = 'Grafana Dashboards - URL: http://localhost:3000'
const published = 'Prometheus 9090, Alertmanager 9093 and Grafana 3000 are published on 127.0.0.1 only'
const queues =
  "Celery's Redis broker keeps each queue as a list: broker database and queue names (celery, extraction, search)"
const receivers = 'Slack for warning; PagerDuty and Slack for critical; e-mail optional'

/** The settings that ship. */
export const settings: readonly Setting[] = [
  { says: 'Scrape Interval: 15 seconds', setting: 'scrape.interval', is: '15s' },
  { meant: 'rules are evaluated as often as samples arrive', setting: 'evaluationInterval', is: '15s' },
  { says: 'Retention Period: 15 days', setting: 'retention', is: '15d' },
  { says: 'Prometheus UI - URL: http://localhost:9090', setting: 'urls.prometheus', is: 'http://localhost:9090' },
  { says: dashboards, setting: 'urls.grafana', is: 'http://localhost:3000' },
  { decided: published, setting: 'ports.prometheus', is: 9090 },
  { decided: published, setting: 'ports.alertmanager', is: 9093 },
  { decided: published, setting: 'ports.grafana', is: 3000 },
  { decided: queues, setting: 'broker.database', is: 0 },
  { decided: queues, setting: 'broker.queues.default', is: 'celery' },
  { decided: queues, setting: 'broker.queues.extraction', is: 'extraction' },
  { decided: queues, setting: 'broker.queues.search', is: 'search' },
  { decided: receivers, setting: 'notify.slack.enabled', is: true },
  { decided: receivers, setting: 'notify.pagerduty.enabled', is: true },
  { decided: receivers, setting: 'notify.email.enabled', is: false },
  { decided: 'tags are pinned', setting: 'versions', is: 'pinned' },
]

interface Route extends Source {
  /** What Alertmanager calls the means. */
  readonly by: readonly string[]
  readonly timing?: Readonly<Record<'group_wait' | 'group_interval' | 'repeat_interval', string>>
}

/** Who hears of which severity. */
export const routes: Readonly<Record<'critical' | 'warning' | 'none', Route>> = {
  critical: { decided: receivers, by: ['pagerduty', 'slack'] },
  warning: { decided: receivers, by: ['slack'] },
  none: {
    decided: 'the watchdog goes to a webhook, with group_wait: 0s, group_interval: 1m, repeat_interval: 5m',
    by: ['webhook'],
    timing: { group_wait: '0s', group_interval: '1m', repeat_interval: '5m' },
  },
}

/** Which alerts are not told while another fires. */
export const inhibition = {
  decided: 'critical inhibits warning with equal: [component]',
  source: 'severity = "critical"',
  target: 'severity = "warning"',
  equal: ['component'],
} as const
