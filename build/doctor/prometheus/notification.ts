import * as z from 'zod'
import { printable } from '../client/printable.ts'
import type { Examination, Finding } from '../examination.ts'
import { ask, queryNow, type Sample } from './api.ts'

const url = z.object({ url: z.string() })
const answer = z.object({ activeAlertmanagers: z.array(url), droppedAlertmanagers: z.array(url) })

export const notification: Examination = {
  id: 'notification',
  question: 'Does Prometheus reach Alertmanager?',
  needs: ['reachable'],
  async run({ servers: { prometheus } }) {
    const { activeAlertmanagers: active, droppedAlertmanagers: dropped } = await ask(
      prometheus,
      answer,
      'alertmanagers',
    )
    const refused = await queryNow(prometheus, 'increase(prometheus_notifications_errors_total[2m]) > 0')
    return {
      facts: active.map((each) => hostOf(each.url)),
      findings: [...(active.length === 0 ? [nobody(dropped.length)] : []), ...refused.map(notTaken)],
    }
  },
}

const notTaken = ({ labels, value }: Sample): Finding => ({
  severity: 'error',
  where: `Prometheus › ${labels.instance} › ${hostOf(labels.alertmanager ?? '')}`,
  what: `Alertmanager does not take the alerts that Prometheus sends: ${Math.ceil(value)} in the last 2 minutes.`,
  next: 'Look whether Alertmanager runs at that address, and at both logs.',
})

const nobody = (dropped: number): Finding => ({
  severity: 'error',
  where: 'Prometheus › alerting',
  what:
    dropped === 0
      ? 'Prometheus knows no Alertmanager: alerts fire, and nobody is told.'
      : `Prometheus knows no Alertmanager, since relabelling drops all ${dropped}: alerts fire, and nobody is told.`,
  next: 'Bring the generated prometheus.yml to the server and reload: `docker compose exec prometheus kill -HUP 1`.',
})

const hostOf = (text: string): string => (URL.canParse(text) ? new URL(text).host : printable(text))
