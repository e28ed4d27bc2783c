import type { AnyAlert, AnyArm } from '../language/alert.ts'
import type { Model, RuleGroup } from '../model/model.ts'
import { type Problem, Refused } from '../problem.ts'
import { parseDuration } from '../promql/duration.ts'
import type { Expr } from '../promql/tree.ts'
import { mapSelectors } from '../promql/walk.ts'
import type { Draft, Subject } from './draft.ts'
import { draftsOf } from './drafts.ts'
import { playedOut } from './scenario.ts'
import type { Rule } from './simulate.ts'
import { clockOf, reachOf } from './time.ts'
import { Underivable } from './underivable.ts'
import { classOf, waysOf } from './ways.ts'
import { player, type Seen, type Witness } from './witness.ts'

/**
 * Works out what shows that an alert fires when it must and only then, and plays it through. `told`: the labels and
 * annotations of each of its rules. Throws `Refused` where there is no such input, or the alert does not do what it must.
 */
export function prove(model: Model, group: RuleGroup, alert: AnyAlert, told: readonly Seen[]): readonly Witness[] {
  const where = `${group.file} › ${alert.name}`
  const arms = alert.arms.map((arm) => ({ ...arm, when: { ...arm.when, expr: computed(arm.when.expr, group) } }))
  try {
    const { subject, drafts } = derived(model, alert, arms)
    const rules = arms.map(({ when }, at): Rule => {
      const { labels = {}, annotations = {} } = told[at] ?? {}
      return { expr: when.expr, for: subject.hold, keepFiringFor: subject.keep, labels, annotations }
    })
    const play = player(subject, rules)
    const tried = distinct([...drafts, ...alert.scenarios.map((scenario) => playedOut(subject, scenario))]).map(
      (draft) => ({ draft, witness: play(draft) }),
    )
    const untrue = tried.filter(({ witness }) => witness === undefined)
    if (untrue.length > 0) throw new Refused(untrue.map(({ draft }) => refuted(where, draft)))
    return tried.flatMap(({ witness }) => witness ?? [])
  } catch (error) {
    if (error instanceof Underivable) throw new Refused(underivable(where, error.message))
    throw error
  }
}

/** A recording rule of the same group has run just before: what it computes stands for its name. */
function computed(expr: Expr, { recordings }: RuleGroup): Expr {
  if (recordings.length === 0) return expr
  const recorded = new Map(recordings.map((recording) => [recording.name, recording.computed]))
  return mapSelectors(expr, (selector) => recorded.get(selector.metric ?? '') ?? selector)
}

/** What follows from the conditions. Where nothing does, the alert's scenarios must do: one of each kind. */
function derived(
  { catalog, stack }: Model,
  alert: AnyAlert,
  arms: readonly AnyArm[],
): { readonly subject: Subject; readonly drafts: readonly Draft[] } {
  const bare: Subject = {
    alert,
    arms: arms.map((arm) => ({ ...arm, ways: [] })),
    class: 'threshold',
    hold: milliseconds(alert.for),
    keep: milliseconds(alert.keepFiringFor),
    reach: Math.max(...arms.map(({ when }) => reachOf(when.expr))),
    ground: { catalog, stack, clock: clockOf(stack), values: new Map() },
  }
  try {
    const taken = arms.map((arm) => ({ ...arm, ways: waysOf(arm.when.expr) }))
    const subject: Subject = { ...bare, arms: taken, class: classOf(taken.flatMap(({ ways }) => ways)) }
    return { subject, drafts: draftsOf(subject) }
  } catch (error) {
    const told = (['fires', 'silent'] as const).every((each) =>
      alert.scenarios.some((scenario) => scenario.alert === each),
    )
    if (error instanceof Underivable && told) return { subject: bare, drafts: [] }
    throw error
  }
}

const milliseconds = (duration: string | undefined): number => (duration === undefined ? 0 : parseDuration(duration))

/** Of drafts with the same series the first is kept: the others would show the same thing. */
function distinct(drafts: readonly Draft[]): readonly Draft[] {
  const seen = new Set<string>()
  return drafts.filter(({ plans, length, claim }) => {
    const text = JSON.stringify([plans.map(({ name, values }) => `${name} ${values}`).sort(), length, claim])
    return !seen.has(text) && seen.add(text)
  })
}

const underivable = (where: string, why: string): Problem => ({
  where,
  what: `Every alert is shown to fire and to stay silent, but no input for that follows from its condition: ${why}.`,
  next: 'Tell in `scenarios` what must set it off and what must not: at least one that fires() and one that is silent().',
})

const refuted = (where: string, { title, claim, kinds: [kind] }: Draft): Problem => ({
  where,
  what: `The alert should be seen to do this: "${title}". Played through, it ${claim === 'silent' ? 'fires' : 'does not'}.`,
  next:
    kind === 'scenario'
      ? 'Correct the condition, or the scenario.'
      : 'Correct the condition: it must become true when its threshold is crossed, and false again when all is well.',
})
