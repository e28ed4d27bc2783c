import type { LabelSet } from '../../promql/infer/labels.ts'
import { selectors } from '../../promql/rewrite.ts'
import type { Expr } from '../../promql/tree.ts'
import { isComparison } from '../../promql/types/binary.ts'
import { bare } from '../../promql/walk.ts'
import type { Check } from '../check.ts'
import { type Inspected, inspect } from '../support/inspect.ts'
import { alertsOf } from '../support/rules.ts'
import { constantOf } from '../support/terms.ts'

export const unevenOr: Check = {
  id: 'uneven-or',
  severity: 'warning',
  covers: ['A07'],
  isLocal: true,
  about:
    '`a or b` compares all labels: where b has a label that a lacks, no series of b is ever taken for one of a, and both are answered. A fallback inside a calculation then finds no partner on the other side or finds two; an alert that asks the same of several jobs, `min by (job) (up{job="a"}) == 0 or min(up{job="b"}) == 0`, loses the label in one of them. Sides whose labels are not all known, absent(), constants, `or on (…)` and different questions beside each other are left alone.',
  run: (subject) => {
    const conditions = new Set(alertsOf(subject).map(({ rule }) => rule.query))
    return inspect(subject, ({ node, around, of, query }) => {
      if (!isOr(node) || isOr(nearest(around()))) return undefined
      const arms = armsOf(node).filter((arm) => isJudged(arm, of))
      const alike = isOperand(node, around()) || (conditions.has(query) && askTheSame(arms))
      const uneven = alike ? oddOf(arms, of) : undefined
      if (uneven === undefined) return undefined
      const { arm, other, label } = uneven
      const has = of(arm).labels.isPossible(label)
      return {
        culprit: arm,
        what: `This side of or ${has ? 'has' : 'lacks'} the label ${label}, which ${of(other).labels.isPossible(label) ? 'the others have' : 'the others lack'}: their series are never taken for the same.`,
        next: 'Aggregate all sides by the same labels.',
      }
    })
  },
}

const isOr = (expr: Expr | undefined): boolean =>
  expr?.is === 'binary' && expr.op === 'or' && expr.matching === undefined

const nearest = (around: readonly Expr[]): Expr | undefined => around.find(({ is }) => is !== 'paren')

function armsOf(expr: Expr): readonly Expr[] {
  const node = bare(expr)
  return node.is === 'binary' && isOr(node) ? [...armsOf(node.left), ...armsOf(node.right)] : [node]
}

const isJudged = (arm: Expr, of: Inspected['of']): boolean =>
  selectors(arm).length > 0 && !(arm.is === 'call' && arm.fn.startsWith('absent')) && !of(arm).labels.open

/** Whether it is calculated or compared with other series, label by label. */
function isOperand(node: Expr, around: readonly Expr[]): boolean {
  const outer = nearest(around)
  if (outer?.is !== 'binary' || outer.matching !== undefined) return false
  if (!isComparison(outer.op) && !['+', '-', '*', '/'].includes(outer.op)) return false
  return bare(outer.left) === node ? constantOf(outer.right) === undefined : constantOf(outer.left) === undefined
}

/** Whether all read one metric, each of another value of a label. */
function askTheSame(arms: readonly Expr[]): boolean {
  const read = arms.map((arm) => selectors(arm))
  const [first] = read[0] ?? []
  return (
    first?.metric !== undefined &&
    read.every((all) => all.length === 1 && all[0]?.metric === first.metric) &&
    first.matchers.some(({ label }) => {
      const values = read.map(
        ([each]) => each?.matchers.find((other) => other.label === label && other.op === '=')?.value,
      )
      return !values.includes(undefined) && new Set(values).size === values.length
    })
  )
}

/** The arm whose labels are those of the fewest, with a label in which it certainly differs from another. */
function oddOf(arms: readonly Expr[], of: Inspected['of']) {
  const differ = (a: Expr, b: Expr) => differing(of(a).labels, of(b).labels)
  const count = (arm: Expr) => arms.filter((other) => differ(arm, other) !== undefined).length
  const [arm] = arms.toSorted((a, b) => count(b) - count(a))
  const other = arm && arms.find((each) => differ(arm, each) !== undefined)
  const label = arm && other && differ(arm, other)
  return arm === undefined || other === undefined || label === undefined ? undefined : { arm, other, label }
}

const differing = (a: LabelSet, b: LabelSet): string | undefined =>
  [...a.must.filter((label) => !b.isPossible(label)), ...b.must.filter((label) => !a.isPossible(label))].find(
    (label) => label !== '__name__',
  )
