import type { Expr } from '../../promql/tree.ts'
import type { Check } from '../check.ts'
import { type Inspected, inspect } from '../support/inspect.ts'
import { growthQuotient, mergedLabel, unscaled } from '../support/merged.ts'

export const poisonedSum: Check = {
  id: 'poisoned-sum',
  severity: 'error',
  covers: ['A13'],
  about:
    'Without traffic 0 / 0 is NaN, and one NaN among the summands makes the whole sum NaN: the line breaks off and no comparison is ever true, as soon as one instance is idle. `x % 0` is NaN whatever x is. A divisor that is filtered with `> 0` has no series where it would be 0.',
  run: (subject) =>
    inspect(subject, ({ node, of }) => {
      if (node.is !== 'aggregation' || !['sum', 'stddev', 'stdvar'].includes(node.op)) return undefined
      const quotient = growthQuotient(node.expr, of) ?? remainder(node.expr, of)
      const label = quotient && mergedLabel(node, of)
      if (quotient === undefined || label === undefined) return undefined
      const { min, above } = of(quotient.right).domain
      if (min > 0 || (min === 0 && above === true)) return undefined
      return {
        culprit: quotient.right,
        what: `Where this is 0 the ${quotient.op === '%' ? 'remainder' : 'quotient'} is NaN, and ${node.op} over every ${label} is NaN with it.`,
        next:
          quotient.op === '%'
            ? 'Divide by (… > 0).'
            : 'Divide by (… > 0), or divide the sums instead: sum(part) / sum(whole).',
      }
    }),
}

/** The remainder of two vectors, which is NaN by 0 whatever it is of. */
function remainder(expr: Expr, of: Inspected['of']): (Expr & { readonly is: 'binary' }) | undefined {
  const inside = unscaled(expr)
  const isRemainder = inside.is === 'binary' && inside.op === '%'
  return isRemainder && of(inside.left).type === 'vector' && of(inside.right).type === 'vector' ? inside : undefined
}
