import { allRoutes, fits, reached, routingOf } from '../../documents/routes.ts'
import { nearest } from '../../nearest.ts'
import type { Check } from '../check.ts'
import { labelsOf } from '../support/alert-labels.ts'
import { alertsOf } from '../support/rules.ts'

export const idleRoute: Check = {
  id: 'idle-route',
  severity: 'warning',
  covers: ['N11'],
  about:
    'Each route of Alertmanager is one that some alert can take. A route for a value that no rule sets, or behind another that takes the same alerts, is never used, and whoever wrote it believes that it is. It is checked where the whole Prometheus is known, scrape configuration and rules; alerts of other servers are not seen.',
  run: (subject) => {
    const { notification, scraping } = subject
    const root = notification && routingOf(notification)
    const alerts = alertsOf(subject).map(({ rule }) => labelsOf(subject, rule))
    if (notification === undefined || root === undefined || scraping === undefined || alerts.length === 0) return []
    const used = new Set(alerts.flatMap((labels) => reached(root, labels)))
    const idle = allRoutes(root).filter((route) => !allRoutes(route).some((inner) => used.has(inner)))
    return idle
      .filter((route) => !idle.some((outer) => outer.routes.includes(route)))
      .map((route) => {
        const around = allRoutes(root).filter((outer) => allRoutes(outer).includes(route))
        const matchers = around.flatMap((outer) => outer.matchers)
        const shown = matchers.map(({ label, op, value }) => `${label}${op}"${value}"`).join(', ')
        const isHidden = alerts.some((labels) => fits(matchers, labels) !== false)
        const [only] = route.matchers
        const values = only && alerts.flatMap((labels) => labels(only.label)?.filter((value) => value !== '') ?? [])
        const meant = only && values?.includes(only.value) === false ? nearest(only.value, values) : undefined
        const hint = meant === undefined ? '' : `; the nearest value of ${only?.label} is ${meant}`
        return {
          place: { file: notification.place.file, path: [...notification.place.path, ...route.path] },
          what: isHidden
            ? `The routes before it take every alert with ${shown}.`
            : `No alert has ${shown}, so nothing takes this route${hint}.`,
          next: isHidden
            ? 'Move it up, or let the route before it continue.'
            : subject.model === undefined
              ? 'Correct the matchers, or remove the route.'
              : ofSeverity(matchers.find(({ label }) => label === 'severity')?.value),
        }
      })
  },
}

/** The routes of our definitions are the compiler's, one for each severity that somebody is told of. */
const ofSeverity = (severity: string | undefined): string =>
  severity === 'none'
    ? "Add a watchdog, an alert with when: always and severity: 'none', or turn notify.watchdog off in stack.ts."
    : 'Give an alert these labels, or turn off below notify in stack.ts what only such an alert would reach.'
