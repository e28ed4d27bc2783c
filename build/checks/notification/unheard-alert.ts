import { allRoutes, type Route, reached, routingOf } from '../../documents/routes.ts'
import { objectsBelow } from '../../documents/values.ts'
import type { AlertRule, Notification } from '../../documents/views.ts'
import type { Subject } from '../../model/subject.ts'
import { nearest } from '../../nearest.ts'
import type { Check } from '../check.ts'
import { labelsOf } from '../support/alert-labels.ts'
import { listed } from '../support/alternatives.ts'
import { alertsOf } from '../support/rules.ts'

export const unheardAlert: Check = {
  id: 'unheard-alert',
  severity: 'error',
  covers: ['N11'],
  about:
    'Each alert ends at a receiver that tells somebody. A value for which no route was written goes to the default receiver: that is told only where that has no integration, where the receiver of a route does not exist, or where the value is nearly that of a route. Routes of an AlertmanagerConfig are held against the alerts of the same files. Labels whose values are not known may reach any route.',
  run: (subject) => {
    const { notification, routings = [] } = subject
    const root = notification && routingOf(notification)
    return [
      ...routings.flatMap((routing) => {
        const own = routingOf(routing)
        return own === undefined ? [] : [...undefinedReceivers(routing, own), ...misspelt(subject, routing, own)]
      }),
      ...(notification === undefined || root === undefined
        ? []
        : [
            ...undefinedReceivers(notification, root),
            ...alertsOf(subject).flatMap(({ rule }) => unheard(subject, rule, notification, root)),
          ]),
    ]
  },
}

/** Routes of a namespace for a value that is nearly that of an alert: which alerts are the namespace's own nobody says. */
function misspelt(subject: Subject, { place }: Notification, root: Route) {
  const alerts = alertsOf(subject).map(({ rule }) => labelsOf(subject, rule))
  return allRoutes(root).flatMap(({ matchers, path }) =>
    matchers.flatMap(({ label, op, value }) => {
      const values = alerts.flatMap((labels) => labels(label) ?? []).filter((each) => each !== '')
      const meant = op !== '=' || values.includes(value) ? undefined : nearest(value, values)
      if (meant === undefined) return []
      return [
        {
          place: { ...place, path: [...place.path, ...path] },
          what: `The route takes ${label}="${value}", which no alert has; the nearest value is ${meant}.`,
          next: 'Correct the matcher, or remove the route.',
        },
      ]
    }),
  )
}

const receiversOf = ({ config }: Notification) => objectsBelow(config, 'receivers')

function undefinedReceivers(notification: Notification, root: Route) {
  const names = receiversOf(notification).map(({ name }) => String(name))
  return allRoutes(root)
    .filter(({ receiver }) => receiver !== '' && !names.includes(receiver))
    .map(({ receiver, path }) => ({
      place: { file: notification.place.file, path: [...notification.place.path, ...path] },
      what: `The receiver ${receiver} is not defined; there is ${listed(names)}.`,
      next: 'Correct the name: Alertmanager refuses this configuration.',
    }))
}

function unheard(subject: Subject, rule: AlertRule, notification: Notification, root: Route) {
  const heard = receiversOf(notification)
    .filter((receiver) => Object.keys(receiver).some((key) => key.endsWith('_configs')))
    .map(({ name }) => String(name))
  const ends = reached(root, labelsOf(subject, rule))
  // A route to a receiver without integrations is a decision; the default receiver is none.
  if (!ends.every((end) => end === root)) return []
  if (heard.length > 0 && !heard.includes(root.receiver)) {
    const labels = listed(Object.entries(rule.labels).map(([label, value]) => `${label}="${value}"`))
    return [
      {
        place: rule.place,
        what: `No route takes it with ${labels}, and the default receiver ${root.receiver} has no integration.`,
        next: `Add a route for it, or correct its labels; ${listed(heard)} would be heard.`,
      },
    ]
  }
  return Object.entries(rule.labels).flatMap(([label, value]) => {
    const routed = allRoutes(root).flatMap(({ matchers }) =>
      matchers.filter((each) => each.label === label && each.op === '='),
    )
    const values = routed.map((matcher) => matcher.value)
    const meant = values.includes(value) ? undefined : nearest(value, values)
    if (meant === undefined) return []
    return [
      {
        place: rule.place,
        what: `No route is for ${label}="${value}", so it goes to the default receiver ${root.receiver}; the nearest is ${meant}.`,
        next: 'Correct the value, or add a route for it.',
      },
    ]
  })
}
