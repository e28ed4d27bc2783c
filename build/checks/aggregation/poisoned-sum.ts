import type { Subject } from '../../model/subject.ts'
import { hasMacro } from '../../promql/macros.ts'
import type { Expr } from '../../promql/tree.ts'
import { bare } from '../../promql/walk.ts'
import type { Check } from '../check.ts'
import { type Inspected, inspect } from '../support/inspect.ts'
import { growthQuotient, mergedLabel, unscaled } from '../support/merged.ts'

export const poisonedSum: Check = {
  id: 'poisoned-sum',
  severity: 'error',
  covers: ['A13'],
  isLocal: true,
  about:
    'Without traffic 0 / 0 is NaN, and one NaN among the summands makes the whole sum NaN: the line breaks off and no comparison is ever true, as soon as one instance is idle. `x % 0` is NaN whatever x is. A divisor that is filtered with `> 0` has no series where it would be 0.',
  run: (subject) =>
    inspect(subject, ({ node, of }) => {
      if (node.is !== 'aggregation' || !['sum', 'avg', 'stddev', 'stdvar'].includes(node.op)) return undefined
      // The mean of shares of growth is told as such.
      const growth = node.op === 'avg' ? undefined : growthQuotient(node.expr, of)
      const quotient = growth ?? remainder(node.expr, of) ?? countsDivided(subject, node.expr, of)
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

const amounts =
  /(?:size|capacity|limits?|max|quota|allocatable|allocated|bytes|cores?|memory|cpus?|slots|scale|factor|interval|period|seconds|info)(?:_total)?$/

/** A quotient of two levels that nobody knows, whose divisor is no capacity by its name: it may well be 0, and then so is the other. */
function countsDivided(
  subject: Subject,
  expr: Expr,
  of: Inspected['of'],
): (Expr & { readonly is: 'binary' }) | undefined {
  const inside = unscaled(expr)
  if (inside.is !== 'binary' || inside.op !== '/') return undefined
  const divisor = bare(inside.right)
  const isPlain = divisor.is === 'selector' && bare(inside.left).is === 'selector'
  const { metric = '' } = divisor.is === 'selector' ? divisor : {}
  const isStranger = metric !== '' && !hasMacro(metric) && subject.catalog.find(metric) === undefined
  return isPlain && isStranger && of(divisor).type === 'vector' && !amounts.test(metric) ? inside : undefined
}

/** The remainder of two vectors, which is NaN by 0 whatever it is of. */
function remainder(expr: Expr, of: Inspected['of']): (Expr & { readonly is: 'binary' }) | undefined {
  const inside = unscaled(expr)
  const isRemainder = inside.is === 'binary' && inside.op === '%'
  return isRemainder && of(inside.left).type === 'vector' && of(inside.right).type === 'vector' ? inside : undefined
}
