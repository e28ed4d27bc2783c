import { compareNumbers } from '../../promql/infer/domain.ts'
import type { Expr } from '../../promql/tree.ts'
import { bare } from '../../promql/walk.ts'
import type { Check } from '../check.ts'
import { limitOf } from '../support/around.ts'
import { inspect } from '../support/inspect.ts'
import { constantOf } from '../support/terms.ts'

export const strayZero: Check = {
  id: 'stray-zero',
  severity: 'error',
  covers: ['A08'],
  isLocal: true,
  about:
    '`or vector(0)` fills in a value where a query without labels has no series. Behind a query with labels it matches none of them, so it is always added: a line at 0 that belongs to nothing, and in an alert a series that fires without saying for what. `or on () vector(0)` adds it only where there is nothing at all. In a sum the extra 0 does no harm.',
  run: (subject) =>
    inspect(subject, ({ node, around, of }) => {
      if (node.is !== 'binary' || node.op !== 'or' || node.matching?.kind === 'on') return undefined
      const filler = bare(node.right)
      const value =
        filler.is === 'call' && filler.fn === 'vector' && filler.args[0] ? constantOf(filler.args[0]) : undefined
      const label = of(node.left).labels.must.find((name) => name !== '__name__')
      if (value === undefined || label === undefined || !comesOut(node, around(), value)) return undefined
      return {
        culprit: filler,
        what: `The left side has series by ${label}, and vector(${value}) has no label: it is always there too, as a series of its own.`,
        next: 'Write or on () vector(…), or leave it out: a label that has no series has nothing to show.',
      }
    }),
}

/** Whether the extra series reaches whoever reads the query. */
function comesOut(inner: Expr, around: readonly Expr[], value: number): boolean {
  let child = inner
  for (const outer of around) {
    const limit = limitOf(outer)
    if (limit !== undefined) {
      if (!(outer.is === 'binary' && outer.bool) && !compareNumbers(limit.op, value, limit.value)) return false
    } else if (outer.is === 'aggregation') {
      if (outer.op === 'sum' || outer.op === 'max' || outer.op === 'topk') return false
    } else if (outer.is === 'binary') {
      // A partner on the other side is needed, and a series without labels rarely has one.
      const other = outer.left === child ? outer.right : outer.left
      if (outer.op !== 'or' && constantOf(other) === undefined) return false
    } else if (outer.is === 'call' && ['histogram_quantile', 'scalar', 'absent'].includes(outer.fn)) return false
    child = outer
  }
  return true
}
