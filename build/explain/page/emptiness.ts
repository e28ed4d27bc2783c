import { rulesOf } from '../../checks/support/rules.ts'
import type { Read } from './input.ts'
import type { Trouble } from './protocol.ts'

/** Why there is no alert to explain: what is wrong, or a sentence on what was pasted. */
export function emptiness({ input, subject }: Read, troubles: readonly Trouble[]): readonly Trouble[] {
  const said = (what: string, next: string): readonly Trouble[] => [
    ...troubles,
    { in: 'rules', severity: 'error', what, next },
  ]
  if (input.rules.trim() === '') return said('Nothing is pasted yet.', 'Paste a rule, a rule file or an expression.')
  if ((subject.asides ?? []).some((each) => each.includes('Loki')))
    return said('This is LogQL, which Loki evaluates and no Prometheus.', 'Paste a rule of Prometheus.')
  if (troubles.some((each) => each.in === 'rules')) return troubles
  if (rulesOf(subject).length > 0)
    return said('These are recording rules: they store values and fire nothing.', 'Paste an alert that reads them.')
  if ((subject.managed ?? []).length > 0)
    return said('These are alerts that Grafana itself evaluates.', 'Paste a rule of Prometheus.')
  if (subject.notification !== undefined)
    return said('This is an alertmanager.yml, which has no rules.', 'Paste it into its own field below.')
  return said('There is no rule in it.', 'Paste a rule with `alert:` and `expr:`, or an expression.')
}
