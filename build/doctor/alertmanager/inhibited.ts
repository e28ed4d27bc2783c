import type { Examination, Finding } from '../examination.ts'
import { alertsOf, nameOf } from './alerts.ts'
import { alertmanagerOf } from './reachable.ts'

export const alertmanagerInhibited: Examination = {
  id: 'alertmanager-inhibited',
  question: 'Which alerts are held back by a graver one?',
  needs: ['alertmanager-reachable'],
  async run(context) {
    const alerts = await alertsOf(alertmanagerOf(context))
    const byFingerprint = new Map(alerts.map((alert) => [alert.fingerprint, alert]))
    const findings = alerts.flatMap((alert): readonly Finding[] => {
      const sources = alert.status.inhibitedBy.flatMap((fingerprint) => byFingerprint.get(fingerprint) ?? [])
      const [source] = sources
      if (source === undefined) return []
      return [
        {
          severity: 'note',
          where: `alert ${nameOf(alert)}`,
          what: `It fires, and nobody is told, since ${nameOf(source)} fires too: that is meant.`,
          next: `Look at ${nameOf(source)} first.`,
        },
      ]
    })
    return { facts: [alerts.length === 1 ? `1 alert fires` : `${alerts.length} alerts fire`], findings }
  },
}
