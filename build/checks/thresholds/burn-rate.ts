import { bare } from '../../promql/walk.ts'
import type { Check } from '../check.ts'
import { limitsOf, mistakeOf } from '../support/limits.ts'
import { constantOf } from '../support/terms.ts'

export const burnRate: Check = {
  id: 'burn-rate',
  severity: 'error',
  covers: ['H06'],
  isLocal: true,
  about:
    'A burn rate times the error budget stays below 1: the share of failures that it is compared with cannot be more. With an objective of 90% and the customary factor of 14.4 the threshold is 1.44, which not even a total outage reaches. The factor must be less than 1 / (1 − objective).',
  run: (subject) =>
    limitsOf(subject)
      .filter((limited) => limited.proof !== undefined && mistakeOf(limited) === 'burn rate')
      .map(({ query, node, limit, written }) => {
        const { factor, budget } = factorsOf(written)
        return {
          place: query.place,
          query: { ...query, culprit: node },
          what: `${factor} times a budget of ${budget} is ${limit}, and a share of failures is at most 1: not even a total outage fires it.`,
          next: `Take a factor below ${Number((1 / budget).toPrecision(4))}, or an objective above ${Number((1 - 1 / factor).toPrecision(4))}.`,
        }
      }),
}

/** The larger one of two factors is the burn rate. */
function factorsOf(written: Parameters<typeof constantOf>[0]): { readonly factor: number; readonly budget: number } {
  const product = bare(written)
  const sides = product.is === 'binary' ? [product.left, product.right].map((side) => constantOf(side) ?? 1) : [1, 1]
  return { factor: Math.max(...sides), budget: Math.min(...sides) }
}
