import type { AlertRule, Rule, RuleGroup } from '../../documents/views.ts'
import type { Subject } from '../../model/subject.ts'

/** A rule, and how often it is evaluated. */
export interface Evaluated<R extends Rule = Rule> {
  readonly rule: R
  readonly group: RuleGroup
  /** In seconds; `undefined` where neither its group nor the server's configuration says. */
  readonly interval: number | undefined
}

/** Every rule of the subject. */
export const rulesOf = ({ ruleFiles, scraping, server, workloads = [] }: Ruled): readonly Evaluated[] =>
  ruleFiles.flatMap(({ groups }) =>
    groups.flatMap((group) => {
      const operated = workloads.length === 1 ? workloads[0]?.evaluationInterval : undefined
      const interval = group.interval ?? scraping?.evaluationInterval ?? server?.evaluationInterval ?? operated
      return group.rules.map((rule) => ({ rule, group, interval }))
    }),
  )

/** What has rules, and may say how often they are evaluated. */
export type Ruled = Pick<Subject, 'ruleFiles' | 'scraping' | 'server' | 'workloads'>

const alerts = new WeakMap<object, readonly Evaluated<AlertRule>[]>()

/** Every alert of the subject; many checks ask, so they are listed once. */
export function alertsOf(subject: Ruled): readonly Evaluated<AlertRule>[] {
  const known =
    alerts.get(subject) ??
    rulesOf(subject).flatMap(({ rule, ...rest }) => (rule.kind === 'alert' ? [{ rule, ...rest }] : []))
  alerts.set(subject, known)
  return known
}
