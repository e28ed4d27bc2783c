import type { RecordingRule } from '../../documents/views.ts'
import { selectors } from '../../promql/rewrite.ts'
import type { Expr, Selector } from '../../promql/tree.ts'
import { bare, children } from '../../promql/walk.ts'
import type { Check, Finding } from '../check.ts'
import { rulesOf } from '../support/rules.ts'

/** The selectors whose values count: of what stands after `and` and `unless` only its presence does. */
function valuesRead(expr: Expr): readonly Selector[] {
  if (expr.is === 'selector') return [expr]
  // One evaluation of many: a window hardly notices.
  if (expr.is === 'subquery') return []
  const isFilter = expr.is === 'binary' && (expr.op === 'and' || expr.op === 'unless')
  if (isFilter && selectors(expr.right).length === 1 && bare(expr.right).is === 'selector') return valuesRead(expr.left)
  return children(expr).flatMap(valuesRead)
}

/** A constant is the same at every evaluation, and a name that its own rule reads is exposed as well. */
function isAlwaysThere({ name, query }: RecordingRule): boolean {
  const read = selectors(query.expr)
  return read.length === 0 || read.some(({ metric }) => metric === name)
}

export const recordingLate: Check = {
  id: 'recording-late',
  severity: 'warning',
  covers: ['M10'],
  about:
    'A recording rule that other recording rules read stands in their group, before them. Groups are evaluated at different moments and rules of a group from top to bottom, so a reader elsewhere, or above, gets the value of the previous evaluation, and each step of a chain adds one more. An alert in another group is one evaluation late at most, which its `for` absorbs, and is not told; nor is a window over many evaluations, a constant, or a name that is exposed as well.',
  run: (subject) => {
    const rules = rulesOf(subject)
    const recorded = new Map<string, { readonly at: number; readonly of: (typeof rules)[number] }[]>()
    for (const [at, of] of rules.entries()) {
      if (of.rule.kind !== 'recording' || isAlwaysThere(of.rule)) continue
      const same = recorded.get(of.rule.name)
      if (same === undefined) recorded.set(of.rule.name, [{ at, of }])
      else same.push({ at, of })
    }
    return rules.flatMap(({ rule, group }, at) =>
      valuesRead(rule.query.expr).flatMap((culprit): readonly Finding[] => {
        // So is a range.
        if (culprit.range !== undefined) return []
        // The same name may be recorded twice, for different labels.
        const all = recorded.get(culprit.metric ?? '') ?? []
        const [{ of: source, at: from } = { of: undefined, at: -1 }] = all
        if (source === undefined || all.some((other) => other.of.group === group && other.at < at)) return []
        const isAbove = source.group === group && from > at
        if (!isAbove && (source.group === group || rule.kind === 'alert')) return []
        // Groups of two files may share a name.
        const named = (of: Pick<typeof source, 'rule' | 'group'>): string =>
          source.group.name === group.name ? `${group.name} of ${of.rule.place.file}` : of.group.name
        return [
          {
            place: rule.place,
            query: { ...rule.query, culprit },
            what: isAbove
              ? `${culprit.metric} is recorded below, so this reads the value of the previous evaluation.`
              : `${culprit.metric} is recorded in the group ${named(source)}, so ${rule.name} in ${named({ rule, group })} may read the value of its previous evaluation.`,
            next: isAbove
              ? `Move ${culprit.metric} above this rule.`
              : 'Put both rules into one group, the input first.',
          },
        ]
      }),
    )
  },
}
