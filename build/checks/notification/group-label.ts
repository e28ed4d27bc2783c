import { allRoutes, routingOf } from '../../documents/routes.ts'
import { nearest } from '../../nearest.ts'
import type { Check } from '../check.ts'
import { labelsOf } from '../support/alert-labels.ts'
import { alertsOf } from '../support/rules.ts'

export const groupLabel: Check = {
  id: 'group-label',
  severity: 'warning',
  covers: ['N11'],
  about:
    'Each label by which Alertmanager groups notifications is one that some alert has. A label that none has groups nothing apart: alerts of everything arrive in one message, and the one that matters is in the middle. It is checked where the whole Prometheus is known.',
  run: (subject) => {
    const { notification, scraping } = subject
    const root = notification && routingOf(notification)
    const alerts = alertsOf(subject).map(({ rule }) => ({ rule, labels: labelsOf(subject, rule) }))
    if (notification === undefined || root === undefined || scraping === undefined || alerts.length === 0) return []
    const known = ['alertname', ...new Set(alerts.flatMap(({ rule }) => Object.keys(rule.labels)))]
    return allRoutes(root).flatMap(({ groupBy, path }) =>
      groupBy
        .filter(
          (label) => label !== '...' && alerts.every(({ labels }) => labels(label)?.every((value) => value === '')),
        )
        .map((label) => {
          const meant = nearest(label, known)
          return {
            place: { file: notification.place.file, path: [...notification.place.path, ...path] },
            what: `Notifications are grouped by ${label}, which no alert has${meant === undefined ? '' : `; the nearest label is ${meant}`}.`,
            next: 'Correct the name, or leave it out of group_by.',
          }
        }),
    )
  },
}
