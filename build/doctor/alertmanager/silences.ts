import * as z from 'zod'
import { listed } from '../../diff/words.ts'
import { printable } from '../client/printable.ts'
import type { Examination, Finding } from '../examination.ts'
import { alertsOf, type HeldAlert, nameOf } from './alerts.ts'
import { alertmanagerOf } from './reachable.ts'

const silences = z.array(
  z.object({
    id: z.string(),
    createdBy: z.string(),
    comment: z.string(),
    endsAt: z.string(),
    status: z.object({ state: z.string() }),
  }),
)
type Silence = z.output<typeof silences>[number]

export const alertmanagerSilences: Examination = {
  id: 'alertmanager-silences',
  question: 'Does a silence hide an alert that fires?',
  needs: ['alertmanager-reachable'],
  async run(context) {
    const client = alertmanagerOf(context)
    const active = (await client.json(silences, '/api/v2/silences')).filter(({ status }) => status.state === 'active')
    const alerts = await alertsOf(client)
    return {
      facts: active.length === 0 ? [] : [active.length === 1 ? '1 active silence' : `${active.length} active silences`],
      findings: active.flatMap((silence): readonly Finding[] => {
        const hidden = alerts.filter(({ status }) => status.silencedBy.includes(silence.id))
        return hidden.length === 0 ? [] : [findingOf(silence, hidden, client.url)]
      }),
    }
  },
}

function findingOf({ id, createdBy, comment, endsAt }: Silence, hidden: readonly HeldAlert[], url: string): Finding {
  const names = hidden.map(nameOf).sort()
  const why = comment === '' ? 'does not say why' : `says "${printable(comment, 80)}"`
  return {
    severity: 'warning',
    where: `Alertmanager › silence ${printable(id, 40)}`,
    what: `Nobody hears of ${listed(names)}, until ${printable(endsAt, 40)}: ${printable(createdBy, 40)}, who silenced that, ${why}.`,
    next: `If the work is done, end it: amtool silence expire ${printable(id, 40)} --alertmanager.url=${url}`,
    ...(names.length > 5 && { details: names }),
  }
}
