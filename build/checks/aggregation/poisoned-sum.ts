import type { Check } from '../check.ts'
import { inspect } from '../support/inspect.ts'
import { growthQuotient, mergedLabel } from '../support/merged.ts'

export const poisonedSum: Check = {
  id: 'poisoned-sum',
  severity: 'error',
  covers: ['A13'],
  about:
    'Without traffic 0 / 0 is NaN, and one NaN among the summands makes the whole sum NaN: the line breaks off and no comparison is ever true, as soon as one instance is idle. A divisor that is filtered with `> 0` has no series where it would be 0.',
  run: (subject) =>
    inspect(subject, ({ node, of }) => {
      if (node.is !== 'aggregation' || !['sum', 'stddev', 'stdvar'].includes(node.op)) return undefined
      const quotient = growthQuotient(node.expr, of)
      const label = quotient && mergedLabel(node, of)
      if (quotient === undefined || label === undefined) return undefined
      const { min, above } = of(quotient.right).domain
      if (min > 0 || (min === 0 && above === true)) return undefined
      return {
        culprit: quotient.right,
        what: `Where this is 0 the quotient is NaN, and ${node.op} over every ${label} is NaN with it.`,
        next: 'Divide by (… > 0), or divide the sums instead: sum(part) / sum(whole).',
      }
    }),
}
