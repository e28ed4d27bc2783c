import type { AnyAlert, AnyArm, Group } from '../../../build/language/alert.ts'
import { magnitude } from '../../../build/language/units.ts'
import type { Definitions } from '../../../build/model/load.ts'
import { computed } from '../../../build/witness/recorded.ts'
import { alerts, type SpecifiedAlert, type SpecifiedRule } from '../alerts.ts'
import { meaning, wanted } from '../meaning.ts'
import { cited } from '../source.ts'
import { differing } from './differing.ts'

/** Where the alerts are not what the table says, in sentences. */
export function breachesOfAlerts({ groups }: Definitions): readonly string[] {
  const defined = groups.flatMap(({ file, value }) =>
    value.rules
      .filter((rule): rule is AnyAlert => rule.type === 'alert')
      .map((alert) => ({ file, alert: readThrough(alert, value.rules) })),
  )
  const unknown = defined.filter(({ alert }) => !Object.hasOwn(alerts, alert.name))
  return [
    ...Object.entries(alerts).flatMap(([name, specified]) => {
      const found = defined.filter(({ alert }) => alert.name === name)
      const [only] = found
      if (only === undefined) return [`alerts/${specified.file}.ts: ${cited(specified)}, and there is no ${name}.`]
      if (found.length > 1) return [`${only.file} › ${name}: ${cited(specified)}, and there are ${found.length} of it.`]
      return [...wrong(only.file, only.alert, specified)].map((what) => `${only.file} › ${name}: ${what}.`)
    }),
    ...unknown.map(
      ({ file, alert }) =>
        `${file} › ${alert.name}: nothing says what it has to be; write it down in test/specification/alerts.ts.`,
    ),
  ]
}

/** What is recorded stands for the names of the rules that record it. */
function readThrough(alert: AnyAlert, rules: Group['rules']): AnyAlert {
  const recordings = rules.filter((rule) => rule.type === 'recording')
  const [first, ...others] = alert.arms.map(({ when, ...arm }) => ({
    ...arm,
    when: { ...when, expr: computed(when.expr, recordings) },
  }))
  return first === undefined ? alert : { ...alert, arms: [first, ...others] }
}

function* wrong(file: string, alert: AnyAlert, specified: SpecifiedAlert): Generator<string, void> {
  const due = cited(specified)
  if (file !== `alerts/${specified.file}.ts`) yield `${due}, and the alert stands not in alerts/${specified.file}.ts`
  const held = alert.for ?? '0'
  if (held !== specified.for)
    yield `${cited(specified, specified.for)}, and its \`for\` is ${held} instead of ${specified.for}`
  if (alert.keepFiringFor !== specified.keepFiringFor)
    yield `${cited(specified.meant === undefined ? specified : { meant: specified.meant })}, and the alert is kept for ${alert.keepFiringFor ?? '0'} instead of ${specified.keepFiringFor ?? '0'}`
  const rules = 'rules' in specified ? specified.rules : [specified]
  const pairs = paired(rules, alert.arms)
  for (const [rule, arm] of pairs) {
    if (arm === undefined) yield `${due}, and the alert has no rule for the component ${rule.component}`
    else yield* wrongRule(specified, rule, arm)
  }
  for (const arm of alert.arms.filter((each) => !pairs.some(([, found]) => found === each)))
    yield `${due}, and the alert has another rule for the component ${arm.component}`
}

function* wrongRule(specified: SpecifiedAlert, rule: SpecifiedRule, arm: AnyArm): Generator<string, void> {
  const due = cited(specified)
  const of = 'rules' in specified ? ` for ${rule.component}` : ''
  if (arm.severity.name !== rule.severity)
    yield `${due}, and its severity${of} is ${arm.severity.name} instead of ${rule.severity}`
  if (arm.component !== rule.component)
    yield `${due}, and its component is ${arm.component} instead of ${rule.component}`
  const [per, expected] = [arm.when.labels, specified.per].map((labels) => labels.toSorted().join(', ') || 'nothing')
  if (per !== expected) yield `${due}, and there is one${of} per ${per} instead of per ${expected}`
  const differs = differing('condition', wanted(condition(specified, rule.when)), meaning(arm.when.expr))
  if (differs) yield `${cited(specified, differs.figure)}, and${of && `${of},`} ${differs.words}`
}

/** The condition with its figures. */
const condition = ({ threshold, window }: SpecifiedAlert, when: string): string =>
  when.replaceAll('$threshold', `${magnitude(threshold ?? '0')}`).replaceAll('$window', window ?? '')

/** Each rule of the table with the one of the alert that has its component, or that is left over. */
function paired<R extends Pick<SpecifiedRule, 'component' | 'severity'>>(
  rules: readonly R[],
  arms: readonly AnyArm[],
): readonly (readonly [R, AnyArm | undefined])[] {
  // A component may have two: then the severity tells which.
  const own = (rule: R) => {
    const same = arms.filter(({ component }) => component === rule.component)
    return same.find(({ severity }) => severity.name === rule.severity) ?? same[0]
  }
  const left = arms.filter(({ component }) => !rules.some((rule) => rule.component === component))
  return rules.map((rule) => [rule, own(rule) ?? left.shift()] as const)
}
