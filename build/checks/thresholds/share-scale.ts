import { selectors } from '../../promql/rewrite.ts'
import type { Expr } from '../../promql/tree.ts'
import { bare } from '../../promql/walk.ts'
import type { Check } from '../check.ts'
import { type Limited, limitsOf, mistakeOf } from '../support/limits.ts'
import { isShare } from '../support/share.ts'

export const shareScale: Check = {
  id: 'share-scale',
  severity: 'error',
  covers: ['H05'],
  isLocal: true,
  about:
    'A share is compared with a number from 0 to 1: 5% is 0.05. `errors / requests > 5` is never true, and `available / size < 10` always. Judged are parts of a whole, whose values provably lie between 0 and 1, and quotients whose divisor is a capacity by its name (…_max, …_limit, …_size_bytes), compared with a number from 5 to 100.',
  run: (subject) =>
    limitsOf(subject).flatMap((limited) => {
      const { query, node, limit, op, value } = limited
      const proven = limited.proof !== undefined && mistakeOf(limited) === 'share' && limit !== 0
      if (!proven && (isShare(value) || !isUseOfCapacity(limited))) return []
      const kind = isShare(value) ? 'This is a share, from 0 to 1' : 'This divides by a capacity, so that full is 1'
      return [
        {
          place: query.place,
          query: { ...query, culprit: node },
          what: `${kind}, and it is compared with "${op} ${limit}".`,
          next:
            limit > 1 && limit <= 100
              ? `If ${limit} means percent, write ${Number((limit / 100).toPrecision(12))}.`
              : 'Write a threshold between 0 and 1.',
        },
      ]
    }),
}

const capacity = /(?:^|_)(?:max|maximum|limit|capacity|quota|size|total)(?:_bytes|_connections)?$|MemTotal_bytes$/

function isUseOfCapacity({ measured, limit, value }: Limited): boolean {
  const quotient = complement(measured)
  if (value.kind !== 'ratio' || limit < 5 || limit > 100 || quotient.is !== 'binary' || quotient.op !== '/')
    return false
  const [whole, ...others] = selectors(quotient.right)
  return whole !== undefined && others.length === 0 && whole.range === undefined && capacity.test(whole.metric ?? '')
}

/** `1 - a / b` has the scale of `a / b`. */
function complement(expr: Expr): Expr {
  const inner = bare(expr)
  return inner.is === 'binary' && inner.op === '-' && inner.left.is === 'number' ? bare(inner.right) : inner
}
