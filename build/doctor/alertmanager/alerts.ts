import * as z from 'zod'
import type { Client } from '../client/client.ts'
import { printable } from '../client/printable.ts'

const alerts = z.array(
  z.object({
    fingerprint: z.string(),
    labels: z.record(z.string(), z.string()),
    status: z.object({
      state: z.string(),
      silencedBy: z.array(z.string()),
      inhibitedBy: z.array(z.string()),
    }),
  }),
)

/** An alert that fires, as Alertmanager holds it, and what holds it back. */
export type HeldAlert = z.output<typeof alerts>[number]

/** The alerts that fire; Alertmanager lists no others. */
export const alertsOf = (client: Client): Promise<readonly HeldAlert[]> => client.json(alerts, '/api/v2/alerts')

/** Labels that tell what an alert is, and not which one. */
const kind = ['alertname', 'severity', 'component']

/** `TargetDown {job="redis"}` */
export function nameOf({ labels }: HeldAlert): string {
  const own = Object.entries(labels)
    .filter(([label]) => !kind.includes(label))
    .map(([label, value]) => `${label}="${value}"`)
  const name = labels.alertname ?? 'an alert without a name'
  return printable(own.length === 0 ? name : `${name} {${own.join(', ')}}`)
}
