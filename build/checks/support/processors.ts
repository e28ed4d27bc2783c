import type { Expr } from '../../promql/tree.ts'
import { bare } from '../../promql/walk.ts'
import { constantOf } from './terms.ts'

/** Aggregations that answer one of the values, or something between them. */
const choosing: readonly string[] = ['avg', 'max', 'min', 'topk', 'bottomk', 'quantile', 'limitk']
const carrying: readonly string[] = ['sort', 'sort_desc', 'label_replace', 'label_join', 'abs', 'round', 'clamp_min']

/**
 * Whether an expression is a number of processors: the growth per second of a time that processors were busy. It has no
 * bound but their number, so it is no share, though seconds per second look like one. The time of each single processor,
 * which exporters of hosts have, becomes such a number only when it is added up.
 */
export function areProcessors(expr: Expr, isAddedUp = false): boolean {
  const inner = bare(expr)
  switch (inner.is) {
    case 'aggregation':
      return (
        (inner.op === 'sum' || choosing.includes(inner.op)) &&
        areProcessors(inner.expr, isAddedUp || inner.op === 'sum')
      )
    case 'binary':
      return constantOf(inner.right) !== undefined && inner.op !== '-' && areProcessors(inner.left, isAddedUp)
    case 'call': {
      const [arg] = inner.args
      if (arg === undefined) return false
      if (carrying.includes(inner.fn)) return areProcessors(arg, isAddedUp)
      if (!['rate', 'irate'].includes(inner.fn) || arg.is !== 'selector') return false
      const { metric = '' } = arg
      return /cpu/.test(metric) && /_seconds(?:_total|_sum)?$/.test(metric) && (isAddedUp || !ofEach.test(metric))
    }
    default:
      return false
  }
}

/** The time of each processor of a host. */
const ofEach = /^(?:node|windows)_(?:cpu|schedstat)/
