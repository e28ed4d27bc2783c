import { routingOf } from '../../documents/routes.ts'
import { objectsBelow } from '../../documents/values.ts'
import type { AlertRule } from '../../documents/views.ts'
import { own } from '../../own.ts'
import type { Check } from '../check.ts'
import { alertsOf } from '../support/rules.ts'

export const noInhibition: Check = {
  id: 'no-inhibition',
  severity: 'warning',
  covers: ['N11'],
  about:
    'Where one thing has a critical alert and a warning, Alertmanager has an inhibition rule, so that who is woken by the one is not woken by the other as well. Two alerts are about one thing when they have one name, or share another label that their rules add, such as the component.',
  run: (subject) => {
    const { notification } = subject
    if (notification === undefined || routingOf(notification) === undefined) return []
    if (objectsBelow(notification.config, 'inhibit_rules').length > 0) return []
    const alerts = alertsOf(subject).map(({ rule }) => rule)
    const critical = alerts.filter(({ labels }) => labels.severity === 'critical')
    const pairs = alerts
      .filter(({ labels }) => labels.severity === 'warning')
      .flatMap((warning) =>
        critical.filter((other) => isAboutSame(warning, other)).map((other) => ({ warning, other })),
      )
    const [first] = pairs
    if (first === undefined) return []
    return [
      {
        place: notification.place,
        what: `There are no inhibit_rules: ${first.warning.name} (warning) and ${first.other.name} (critical) would both notify of one incident.`,
        next: 'Let severity="critical" inhibit severity="warning", with a label in equal that both have.',
      },
    ]
  },
}

const isAboutSame = (a: AlertRule, b: AlertRule): boolean =>
  a.name === b.name ||
  Object.entries(a.labels).some(([label, value]) => label !== 'severity' && own(b.labels, label) === value)
