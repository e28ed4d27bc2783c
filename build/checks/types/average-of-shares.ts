import type { Check } from '../check.ts'
import { inspect } from '../support/inspect.ts'
import { growthQuotient, mergedLabel } from '../support/merged.ts'

export const averageOfShares: Check = {
  id: 'average-of-shares',
  severity: 'error',
  covers: ['T08'],
  isLocal: true,
  about:
    'The mean of error shares counts an instance with one request like one with a million, and so does the mean of mean durations. What is meant is one share of everything: the sum of the parts by the sum of the wholes. Shares of levels, such as how full each disk is, may be averaged: the check looks at counters.',
  run: (subject) =>
    inspect(subject, ({ node, of }) => {
      if (node.is !== 'aggregation' || node.op !== 'avg') return undefined
      const quotient = growthQuotient(node.expr, of)
      const label = quotient && mergedLabel(node, of)
      if (quotient === undefined || label === undefined) return undefined
      return {
        culprit: node,
        what: `avg gives the quotient of each ${label} the same weight, whether it had one event or a million.`,
        next: 'Divide the sums instead: sum(part) / sum(whole).',
      }
    }),
}
