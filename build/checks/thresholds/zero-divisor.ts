import type { Subject } from '../../model/subject.ts'
import { selectors } from '../../promql/rewrite.ts'
import type { Expr, Selector } from '../../promql/tree.ts'
import { bare, walk } from '../../promql/walk.ts'
import type { Check } from '../check.ts'
import { limitOf } from '../support/around.ts'
import { inspect } from '../support/inspect.ts'

export const zeroDivisor: Check = {
  id: 'zero-divisor',
  severity: 'warning',
  covers: ['H08'],
  isLocal: true,
  about:
    'Some gauges are 0 where there is no amount: redis_memory_max_bytes is 0 where Redis has no limit. Divided by it, anything is +Inf, which is more than every threshold: the alert fires for ever, and the panel shows no number. A divisor that is compared with 0, or a condition beside it that is, takes these series away. Told are the metrics of which the catalog says what 0 means.',
  run: (subject) =>
    inspect(subject, ({ node, of, query }) => {
      if (node.is !== 'binary' || node.op !== '/') return undefined
      const divisor = chosen(node.right)
      const meaning = divisor && zeroMeans(subject, divisor)
      if (divisor === undefined || meaning === undefined) return undefined
      const { min, above } = of(node.right).domain
      if (min > 0 || (min === 0 && above === true) || isCompared(query.expr, divisor)) return undefined
      return {
        culprit: node.right,
        what: `${divisor.metric} is 0 where there is ${meaning}, and the quotient is then +Inf, above every threshold.`,
        next: 'Divide by (… > 0).',
      }
    }),
}

/** The series whose own values an expression answers, or one of them. */
function chosen(expr: Expr): Selector | undefined {
  const inner = bare(expr)
  if (inner.is === 'selector') return inner
  return inner.is === 'aggregation' && ['avg', 'max', 'min', 'sum'].includes(inner.op) ? chosen(inner.expr) : undefined
}

function zeroMeans({ catalog }: Subject, { metric = '' }: Selector): string | undefined {
  const known = catalog.find(metric)
  return known !== undefined && 'metric' in known ? known.metric.facts.zeroMeans : undefined
}

/** Whether a query compares the same metric with a number anywhere. */
const isCompared = (expr: Expr, { metric }: Selector): boolean =>
  [...walk(expr)].some((node) => {
    const read = selectors(limitOf(node)?.expr ?? { is: 'number', value: 0 })
    return read.length === 1 && read[0]?.metric === metric
  })
