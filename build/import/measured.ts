import { selectors } from '../promql/rewrite.ts'
import type { Expr } from '../promql/tree.ts'

/** Names for a query after what it measures: the shortest first, then with what it asks for. */
export function measured(expr: Expr): readonly string[] {
  const [first] = selectors(expr)
  const short = nameOf(expr)
  const values = (first?.matchers ?? [])
    .filter(({ op, value }) => (op === '=' || op === '=~') && /^[\w .|/-]{1,24}$/.test(value))
    .map(({ value }) => value)
  return [short, ...values.map((_, at) => `${short} ${values.slice(0, at + 1).join(' ')}`)]
}

function nameOf(expr: Expr): string {
  switch (expr.is) {
    case 'paren':
    case 'unary':
    case 'subquery':
      return nameOf(expr.expr)
    case 'selector':
      return stem(expr.metric ?? 'series')
    case 'number':
    case 'string':
      return ''
    case 'call':
      return nameOfCall(expr.fn, expr.args)
    case 'aggregation': {
      const inner = nameOf(expr.expr)
      const word = { max: 'highest', min: 'lowest', avg: 'mean', topk: 'top', bottomk: 'bottom' }[expr.op]
      if (expr.op === 'count' || expr.op === 'group') return `${inner} count`
      return word === undefined ? inner : `${word} ${inner}`
    }
    case 'binary': {
      const [left, right] = [nameOf(expr.left), nameOf(expr.right)]
      if (left === '') return right
      if (right === '' || right.startsWith('vector')) return left
      if (expr.op === '/') return `${left} ${partOf(left, right) ? 'share' : `per ${last(right)}`}`
      return left
    }
  }
}

function nameOfCall(fn: string, args: readonly Expr[]): string {
  if (fn === 'histogram_quantile') {
    const [q, of] = args
    const share =
      q?.is === 'number' ? `p${String(Number((q.value * 100).toPrecision(6))).replace('.', '_')}` : 'quantile'
    return `${of === undefined ? '' : nameOf(of).replace(/ rate$/, '')} ${share}`.trim()
  }
  const inner = args.map(nameOf).find((name) => name !== '') ?? fn.replaceAll('_', ' ')
  const word = {
    rate: 'rate',
    irate: 'rate',
    increase: 'increase',
    delta: 'change',
    deriv: 'slope',
    absent: 'absent',
    changes: 'changes',
  }[fn]
  if (fn.endsWith('_over_time')) return `${inner} ${fn.replace('_over_time', '')}`
  return word === undefined ? inner : `${inner} ${word}`
}

/** `http_request_duration_seconds_bucket` measures `http request duration`. */
const stem = (metric: string): string => {
  const plain = metric.replace(/_(?:total|bucket|info)$/, '').replace(/_(?:seconds|bytes)$/, '')
  return plain.replace(/[^A-Za-z0-9]+/g, ' ').trim() || 'series'
}

const partOf = (left: string, right: string): boolean => left === right || left.split(' ')[0] === right.split(' ')[0]

const last = (name: string): string => name.split(' ').slice(-2).join(' ')
