import { panelOf } from '../model/model.ts'
import type { Check } from './check.ts'

/** Each alert can be looked at: a panel shows it, and the alert links there. */
export const alertWithoutPanel: Check = ({ groups, dashboards }) =>
  groups.flatMap(({ file, alerts }) =>
    alerts
      .filter((alert) => panelOf(dashboards, alert) === undefined)
      .map(({ name }) => ({
        where: `${file} › ${name}`,
        what: 'No panel of any dashboard shows this alert, so its links would lead nowhere.',
        next: 'Name it in a panel: `{ alert: … }`.',
      })),
  )
