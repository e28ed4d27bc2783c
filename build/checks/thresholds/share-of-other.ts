import { infer } from '../../promql/infer/infer.ts'
import type { Schema } from '../../promql/infer/schema.ts'
import { selectors } from '../../promql/rewrite.ts'
import type { Aggregation, Binary, Expr, Matcher } from '../../promql/tree.ts'
import { bare } from '../../promql/walk.ts'
import type { Check } from '../check.ts'
import { inspect } from '../support/inspect.ts'
import { unscaled } from '../support/merged.ts'

export const shareOfOther: Check = {
  id: 'share-of-other',
  severity: 'error',
  covers: ['A12'],
  isLocal: true,
  about:
    'A share of a capacity is of the same things on both sides: what is free on one mount point, divided by the size of all, is a small number whatever happens, and the alert fires or sleeps for ever. Told is a quotient of two levels of one exporter, such as `…_avail_bytes` and `…_size_bytes`, whose left side selects by a label that the right side adds up over and does not select by.',
  run: (subject) =>
    inspect(subject, ({ node }) => {
      if (node.is !== 'binary' || node.op !== '/') return undefined
      const [left, right] = [levelOf(unscaled(node.left)), summed(node.right)]
      const [part, ...more] = left === undefined ? [] : selectors(left)
      const [whole, ...others] = right === undefined ? [] : selectors(right)
      if (left === undefined || right === undefined || part === undefined || whole === undefined) return undefined
      if (more.length > 0 || others.length > 0 || !isLevelOf(part.metric, whole.metric)) return undefined
      const missing = part.matchers.find(
        (matcher) => narrows(matcher) && !whole.matchers.some(({ label }) => label === matcher.label),
      )
      if (missing === undefined || keeps(right, missing.label)) return undefined
      // A side that keeps the label finds a partner only where it is not matched by it.
      if (keeps(left, missing.label) && isMatched(node, missing.label)) return undefined
      const { label, op, value } = missing
      return {
        culprit: whole,
        what: `The left side is of ${label}${op}"${value}" only, and the right side adds up every ${label}: it is no share of that.`,
        next: `Select ${label}${op}"${value}" on both sides, or keep ${label} in both aggregations.`,
      }
    }),
}

const narrows = ({ op, value }: Matcher): boolean =>
  (op === '=' && value !== '') || (op === '=~' && !/^\.[*+]$/.test(value))

const isMatched = ({ matching }: Binary, label: string): boolean =>
  matching === undefined || (matching.kind === 'on') === matching.labels.includes(label)

const choosing = ['sum', 'max', 'min', 'avg']

/** The series, or one aggregation of them, that a part of a capacity is read from, guards and parentheses aside. */
function levelOf(expr: Expr): Expr | undefined {
  const inner = unguarded(expr)
  if (inner.is === 'selector') return inner
  const of = inner.is === 'aggregation' ? bare(inner.expr) : undefined
  return inner.is === 'aggregation' && choosing.includes(inner.op) && of?.is === 'selector' ? inner : undefined
}

/** The sum that a side is, guards and parentheses aside. */
function summed(expr: Expr): Aggregation | undefined {
  const inner = unguarded(expr)
  const of = inner.is === 'aggregation' ? bare(inner.expr) : undefined
  return inner.is === 'aggregation' && inner.op === 'sum' && of?.is === 'selector' ? inner : undefined
}

function unguarded(expr: Expr): Expr {
  const inner = bare(expr)
  const isGuard = inner.is === 'binary' && ['>', '!='].includes(inner.op) && inner.right.is === 'number'
  return isGuard ? unguarded(inner.left) : inner
}

const parts = 'avail|available|free|used|usage|in_use|allocated|active|current'
const wholes = 'size|total|capacity|limit|max|allocatable|quota'

/** Whether two names are of one exporter and differ in the words for a part and for its capacity alone. */
function isLevelOf(part = '', whole = ''): boolean {
  const [, before, , after] = new RegExp(`^(.+_)(${parts})(_\\w+)?$`).exec(part) ?? []
  const [, beforeWhole, , afterWhole] = new RegExp(`^(.+_)(${wholes})(_\\w+)?$`).exec(whole) ?? []
  return before !== undefined && before === beforeWhole && after === afterWhole
}

const nothingKnown: Schema = { find: () => undefined, names: [] }
const keeps = (expr: Expr, label: string): boolean => infer(expr, nothingKnown).value.labels.isPossible(label)
