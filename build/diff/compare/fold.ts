import type { Change } from '../change.ts'
import { listed, quoted } from '../words.ts'

/** A panel draws the threshold of its alert: where both moved alike, the alert's line tells of the panel. */
export function told(changes: readonly Change[]): readonly Change[] {
  const alerts = changes.filter(({ weight, shift }) => weight === 'alerting' && shift !== undefined)
  const drawn = new Map<Change, Change[]>(alerts.map((alert) => [alert, []]))
  const rest = changes.filter((change) => {
    const alert = change.weight === 'alerting' ? undefined : alerts.find((each) => draws(change, each))
    if (alert === undefined) return true
    drawn.get(alert)?.push(change)
    return false
  })
  return rest.map((change) => {
    const panels = drawn.get(change) ?? []
    if (panels.length === 0) return change
    const told = panels.map(({ shift, part }) => `panel ${quoted(shift?.panel ?? '')} of ${part}`)
    return {
      ...change,
      what: `${change.what}, also in ${panels.length > 2 ? `${panels.length} panels` : listed(told)}`,
    }
  })
}

const draws = ({ shift: panel }: Change, { shift: alert }: Change): boolean =>
  panel !== undefined &&
  alert !== undefined &&
  panel.from === alert.from &&
  panel.to === alert.to &&
  alert.names.some((name) => panel.names.some((text) => text === name || text.includes(`/${name}.`)))
