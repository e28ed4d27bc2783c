import type { Event } from '../../data/day.ts'
import { downFor, restarts } from '../../data/moments.ts'
import { counter, flow, gauge, type Rows } from '../../data/row.ts'
import { downtimes } from '../../data/times.ts'
import type { Model } from '../../model/model.ts'
import { parseDuration } from '../../promql/duration.ts'

/** Prometheus and Alertmanager are well: nothing fails. */
const never = (what: string, labels: readonly Readonly<Record<string, string>>[]): Rows => {
  const none = flow(what, { peak: 0 })
  return () => labels.map((each) => counter(each, none))
}

export const monitoring = ({ groups, stack }: Model): Readonly<Record<string, Rows>> => {
  const evaluationInterval = parseDuration(stack.evaluationInterval) / 1000
  return {
    // A process that is being replaced does not answer.
    up: ({ job }) => {
      const meanwhile = downtimes({ restarts, downFor }, job).map((span): Event => ({ ...span, times: 0 }))
      return [gauge({}, { peak: 1, meanwhile })]
    },
    prometheus_rule_evaluation_failures_total: never(
      'rule failures',
      groups.map(({ name }) => ({ rule_group: `/etc/prometheus/alerts/${name}.yml;${name}` })),
    ),
    prometheus_rule_group_last_duration_seconds: () =>
      groups.map(({ name }) =>
        gauge({ rule_group: `/etc/prometheus/alerts/${name}.yml;${name}` }, { peak: 0.008, drift: 0.3 }),
      ),
    prometheus_rule_group_interval_seconds: () =>
      groups.map(({ name }) =>
        gauge({ rule_group: `/etc/prometheus/alerts/${name}.yml;${name}` }, { peak: evaluationInterval }),
      ),
    prometheus_notifications_errors_total: never('notification errors', [
      { alertmanager: `http://${stack.targets.alertmanager.address}/api/v2/alerts` },
    ]),
    alertmanager_notifications_failed_total: never(
      'delivery failures',
      ['slack', 'pagerduty', 'webhook'].flatMap((integration) =>
        ['clientError', 'serverError', 'other'].map((reason) => ({ integration, reason })),
      ),
    ),
    prometheus_tsdb_head_series: () => [gauge({}, { peak: 5240, drift: 0.01 }, { whole: true })],
  }
}
