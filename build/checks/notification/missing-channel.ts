import { reached, routingOf } from '../../documents/routes.ts'
import { objectsBelow } from '../../documents/values.ts'
import { levelsOf } from '../../model/severities.ts'
import type { Check } from '../check.ts'
import { labelsOf } from '../support/alert-labels.ts'
import { channelsFor } from '../support/channels.ts'
import { alertsOf } from '../support/rules.ts'

export const missingChannel: Check = {
  id: 'missing-channel',
  severity: 'error',
  covers: ['N11'],
  about:
    "An alert is told on each channel that the settings switch on for its severity: critical alerts on PagerDuty, Slack and e-mail, warnings on Slack and e-mail, a severity of your own on what it tells on, and the watchdog, whose severity is none, at the dead man's switch. A route or integration that is missing there is silent: the alert ends at the receiver of warnings, and nobody is woken. Of somebody's files nobody knows who should hear what.",
  run: (subject) => {
    const { notification, model } = subject
    const root = notification && routingOf(notification)
    if (notification === undefined || root === undefined || model === undefined) return []
    const receivers = objectsBelow(notification.config, 'receivers')
    const levels = levelsOf(model.groups)
    const said = alertsOf(subject).flatMap(({ rule }) => {
      const { severity = '' } = rule.labels
      const names = reached(root, labelsOf(subject, rule)).map(({ receiver }) => receiver)
      const hearing = receivers.filter(({ name }) => names.includes(String(name)))
      return channelsFor(severity, levels)
        .filter(({ channel }) => model.stack.notify[channel].enabled)
        .filter(({ key }) => !hearing.some((receiver) => key in receiver))
        .map(({ key, channel }) => ({
          place: notification.place,
          what: `The settings switch ${channel} on, and ${names.join(' and ')}, where alerts with severity="${severity}" end, has no ${key}.`,
          next: `Route the severity to a receiver with ${key}, or switch ${channel} off below \`notify\` in stack.ts.`,
        }))
    })
    // Every alert of a severity says the same.
    return [...new Map(said.map((each) => [each.what, each])).values()]
  },
}
