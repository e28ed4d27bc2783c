import type { Call, Expr, Selector } from '../tree.ts'
import type { Instant, Scope } from './scope.ts'
import type { LabelSet } from './series.ts'

/** `absent` and `absent_over_time`: 1 where the argument has no element; `undefined` for other calls. */
export function absentCall({ fn, args: [arg] }: Call, scope: Scope): Instant | undefined {
  if (!arg || (fn !== 'absent' && fn !== 'absent_over_time')) return undefined
  const elements: (at: number) => readonly unknown[] = fn === 'absent' ? scope.vector(arg) : scope.ranges(arg)
  const missing = [{ labels: labelsOf(arg), value: 1 }]
  return (at) => (elements(at).length === 0 ? missing : [])
}

/** The labels that a selector asks for with one `=` and nothing else; other expressions have none. */
function labelsOf(expr: Expr): LabelSet {
  if (expr.is === 'paren') return labelsOf(expr.expr)
  return expr.is === 'selector' ? asked(expr) : {}
}

function asked({ matchers }: Selector): LabelSet {
  const sole = matchers.filter(
    ({ label, op }) =>
      op === '=' && label !== '__name__' && matchers.filter((each) => each.label === label).length === 1,
  )
  return Object.fromEntries(sole.filter(({ value }) => value !== '').map(({ label, value }) => [label, value]))
}
