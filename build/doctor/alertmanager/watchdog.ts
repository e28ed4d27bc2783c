import type { AnyAlert } from '../../language/alert.ts'
import { isForMachines } from '../../language/severity.ts'
import type { Examination, Finding } from '../examination.ts'
import { alertsOf } from './alerts.ts'
import { alertmanagerOf } from './reachable.ts'

export const alertmanagerWatchdog: Examination = {
  id: 'alertmanager-watchdog',
  question: 'Do alerts arrive?',
  needs: ['alertmanager-reachable'],
  async run(context) {
    const always = context.model.groups.flatMap(({ alerts }) => alerts).find(isWatchdog)
    if (always === undefined) return { facts: [], findings: [] }
    const alerts = await alertsOf(alertmanagerOf(context))
    if (alerts.some(({ labels }) => labels.alertname === always.name))
      return { facts: [`${always.name} arrives`], findings: [] }
    const finding: Finding = {
      severity: 'error',
      where: `alert ${always.name}`,
      what: 'It always fires, to prove that alerts arrive, and Alertmanager does not have it.',
      next: 'Look whether Prometheus has the rule, and sends its alerts to this Alertmanager.',
    }
    return { facts: [], findings: [finding] }
  },
}

/** Who is told of an alert without severity waits for it to fall silent. */
const isWatchdog = ({ arms }: AnyAlert): boolean => arms.every(({ severity }) => isForMachines(severity.name))
