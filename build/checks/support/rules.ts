import type { AlertRule, Rule, RuleGroup, Subject } from '../subject.ts'

/** A rule, and how often it is evaluated. */
export interface Evaluated<R extends Rule = Rule> {
  readonly rule: R
  readonly group: RuleGroup
  /** In seconds; `undefined` where neither its group nor the server's configuration says. */
  readonly interval: number | undefined
}

/** Every rule of the subject. */
export const rulesOf = ({ ruleFiles, scraping }: Pick<Subject, 'ruleFiles' | 'scraping'>): readonly Evaluated[] =>
  ruleFiles.flatMap(({ groups }) =>
    groups.flatMap((group) =>
      group.rules.map((rule) => ({ rule, group, interval: group.interval ?? scraping?.evaluationInterval })),
    ),
  )

const alerts = new WeakMap<object, readonly Evaluated<AlertRule>[]>()

/** Every alert of the subject; many checks ask, so they are listed once. */
export function alertsOf(subject: Pick<Subject, 'ruleFiles' | 'scraping'>): readonly Evaluated<AlertRule>[] {
  const known =
    alerts.get(subject) ??
    rulesOf(subject).flatMap(({ rule, ...rest }) => (rule.kind === 'alert' ? [{ rule, ...rest }] : []))
  alerts.set(subject, known)
  return known
}
