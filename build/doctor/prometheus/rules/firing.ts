import * as z from 'zod'
import { isForMachines } from '../../../language/severity.ts'
import { runbookUrl } from '../../../targets/links.ts'
import type { Client } from '../../client/client.ts'
import { printable } from '../../client/printable.ts'
import type { Context } from '../../context.ts'
import type { Examination, Finding } from '../../examination.ts'
import { ask } from '../api.ts'

const texts = z.record(z.string(), z.string())
const answer = z.object({
  alerts: z.array(z.object({ labels: texts, annotations: texts, state: z.string(), activeAt: z.string() })),
})
export type ActiveAlert = z.output<typeof answer>['alerts'][number]

/** The alerts that are pending or firing. */
const activeAlerts = async (client: Client): Promise<readonly ActiveAlert[]> =>
  (await ask(client, answer, 'alerts')).alerts

export const firing: Examination = {
  id: 'firing',
  question: 'Which alerts fire now?',
  needs: ['rules'],
  async run(context) {
    const active = await activeAlerts(context.servers.prometheus)
    const fire = active.filter(({ state }) => state === 'firing')
    const pending = active.length - fire.length
    return {
      facts: pending === 0 ? [] : [`${pending} pending`],
      findings: [...deadSwitches(context, fire), ...fire.flatMap((alert) => findingOf(context, alert))],
    }
  },
}

/** An alert of severity `none` is for machines, which want to hear it all the time. */

function findingOf({ model: { stack } }: Context, { labels, annotations, activeAt }: ActiveAlert): readonly Finding[] {
  const { alertname = '', severity, ...others } = labels
  if (isForMachines(severity)) return []
  const told = Object.entries(others).map(([name, value]) => `${name}=${value}`)
  return [
    {
      severity: 'warning',
      where: `alert ${alertname} › ${told.join(', ')}`,
      what: `It fires since ${activeAt} (${severity ?? 'no severity'}): ${printable(annotations.description ?? annotations.summary ?? '')}`,
      next: `Follow its runbook: ${annotations.runbook_url ?? runbookUrl(stack, alertname)}`,
    },
  ]
}

const deadSwitches = ({ model: { groups } }: Context, fire: readonly ActiveAlert[]): readonly Finding[] =>
  groups
    .flatMap(({ alerts }) => alerts)
    .filter(({ name, arms }) => arms.some((arm) => isForMachines(arm.severity.name)) && !fires(name, fire))
    .map(({ name }) => ({
      severity: 'error',
      where: `alert ${name}`,
      what: 'It should fire all the time, to prove that alerts come through, and does not.',
      next: 'Look whether its rules are loaded and evaluated; somebody may have edited the rule.',
    }))

const fires = (name: string, fire: readonly ActiveAlert[]): boolean =>
  fire.some(({ labels }) => labels.alertname === name)
