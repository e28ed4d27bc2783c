import { panelOf } from '../../model/model.ts'
import type { Check } from '../check.ts'

export const alertWithoutPanel: Check = {
  id: 'alert-without-panel',
  severity: 'error',
  covers: ['D12'],
  about:
    'Each alert can be looked at: a panel names it, shows its threshold and links to its runbook, and the alert links to the panel. Without one the person who is woken starts with a search.',
  run: ({ model }) =>
    (model?.groups ?? []).flatMap(({ file, alerts }) =>
      alerts
        .filter((alert) => panelOf(model?.dashboards ?? [], alert) === undefined)
        .map(({ name }) => ({
          place: { file, path: [name] },
          what: 'No panel of any dashboard shows this alert, so its links would lead nowhere.',
          next: 'Name it in a panel: `{ alert: … }`.',
        })),
    ),
}
