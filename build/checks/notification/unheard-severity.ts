import { reached, routingOf } from '../../documents/routes.ts'
import { objectsBelow } from '../../documents/values.ts'
import { levelsOf } from '../../model/severities.ts'
import type { Check } from '../check.ts'
import { labelsOf } from '../support/alert-labels.ts'
import { listed } from '../support/alternatives.ts'
import { channelsFor } from '../support/channels.ts'
import { alertsOf } from '../support/rules.ts'

export const unheardSeverity: Check = {
  id: 'unheard-severity',
  severity: 'warning',
  covers: ['N11'],
  about:
    "Somebody hears of critical alerts, of warnings, and of each severity of your own that tells people, whatever an installation's settings switch off: without Slack and e-mail there is no channel left for warnings, and they end at nobody while everything looks well. That nobody hears the watchdog is what switching it off means, and is not told. Of somebody's files it is a decision that a route leads to a receiver without integrations.",
  run: (subject) => {
    const { notification, model } = subject
    const root = notification && routingOf(notification)
    if (notification === undefined || root === undefined || model === undefined) return []
    const hearing = objectsBelow(notification.config, 'receivers')
      .filter((receiver) => Object.keys(receiver).some((key) => key.endsWith('_configs')))
      .map(({ name }) => String(name))
    const unheard = alertsOf(subject)
      .map(({ rule }) => rule)
      .filter((rule) => !reached(root, labelsOf(subject, rule)).some(({ receiver }) => hearing.includes(receiver)))
    const levels = levelsOf(model.groups)
    const told = levels.filter(({ tells }) => tells.length > 0)
    return told.flatMap(({ name: severity }) => {
      const names = new Set(unheard.filter(({ labels }) => labels.severity === severity).map(({ name }) => name))
      if (names.size === 0) return []
      const counted = names.size === 1 ? 'the alert' : `the ${names.size} alerts`
      const channels = channelsFor(severity, levels).map(({ channel }) => channel)
      return [
        {
          place: notification.place,
          what: `Nobody hears of ${counted} with severity="${severity}": no channel for it is switched on.`,
          next: `Switch ${listed(channels, channels.length, 'or')} on below \`notify\`, in stack.ts or in the file of overrides.`,
        },
      ]
    })
  },
}
