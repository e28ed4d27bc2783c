import type { Expr, Unary } from '../tree.ts'
import { typeOf } from '../types/typeof.ts'
import { aggregation } from './aggregate.ts'
import { binaryScalar, binaryVector } from './binary.ts'
import { scalarCall, vectorCall } from './calls.ts'
import { distinct } from './distinct.ts'
import { interned, nameless } from './labels.ts'
import { refusal, refuseFaults } from './refuse.ts'
import type { Instant, Ranges, Scalar, Scope } from './scope.ts'
import { instant, rangesOf } from './select.ts'
import type { EvaluationOptions, Sample, Series } from './series.ts'
import { storeOf } from './store.ts'
import { subquery } from './subquery.ts'

/**
 * Prepares a query over these series. The function gives what Prometheus answers at a time in milliseconds: an instant
 * vector; a scalar is one sample without labels. Throws `Refused` for a query that Prometheus refuses or that uses what is not
 * known here (Grafana's macros, native histograms), and while evaluating for series that cannot be matched.
 */
export function evaluator(
  expr: Expr,
  series: readonly Series[],
  options: EvaluationOptions,
): (at: number) => readonly Sample[] {
  refuseFaults(expr)
  const scope: Scope = {
    store: storeOf(series),
    options,
    clock: { now: 0 },
    vector: (part) => vector(part, scope),
    scalar: (part) => scalar(part, scope),
    ranges: (part) => ranges(part, scope),
  }
  const type = typeOf(expr)
  if (type !== 'scalar' && type !== 'vector') throw unknown(expr)
  const evaluate = type === 'scalar' ? asVector(scope.scalar(expr)) : scope.vector(expr)
  return (at) => {
    scope.clock.now = at
    return evaluate(at)
  }
}

const asVector =
  (value: Scalar): Instant =>
  (at) => [{ labels: {}, value: value(at) }]

function vector(expr: Expr, scope: Scope): Instant {
  switch (expr.is) {
    case 'selector':
      return instant(expr, scope)
    case 'call':
      return vectorCall(expr, scope)
    case 'aggregation':
      return aggregation(expr, scope)
    case 'binary':
      return binaryVector(expr, scope)
    case 'unary':
      return signed(expr, scope)
    case 'paren':
      return scope.vector(expr.expr)
    default:
      throw unknown(expr)
  }
}

function scalar(expr: Expr, scope: Scope): Scalar {
  switch (expr.is) {
    case 'number':
      return () => expr.value
    case 'call':
      return scalarCall(expr, scope)
    case 'binary':
      return binaryScalar(expr, scope)
    case 'unary': {
      const value = scope.scalar(expr.expr)
      return expr.op === '-' ? (at) => -value(at) : value
    }
    case 'paren':
      return scope.scalar(expr.expr)
    default:
      throw unknown(expr)
  }
}

function ranges(expr: Expr, scope: Scope): Ranges {
  switch (expr.is) {
    case 'selector':
      if (expr.range === undefined) throw unknown(expr)
      return rangesOf({ ...expr, range: expr.range }, scope)
    case 'subquery':
      return subquery(expr, scope)
    case 'paren':
      return scope.ranges(expr.expr)
    default:
      throw unknown(expr)
  }
}

function signed(expr: Unary, scope: Scope): Instant {
  const inner = scope.vector(expr.expr)
  if (expr.op === '+') return inner
  const relabel = interned(nameless)
  return (at) =>
    distinct(
      inner(at).map(({ labels, value }) => ({ labels: relabel(labels), value: -value })),
      expr,
    )
}

const unknown = (expr: Expr) =>
  refusal(expr, 'It is no instant vector and no scalar.', 'Write a query whose result is numbers at one time.')
