import { documented } from '../functions.ts'
import { newerSyntaxOf } from '../newer.ts'
import { spanOf } from '../spans.ts'
import type { Aggregation, Expr, Subquery, Unary } from '../tree.ts'
import { children } from '../walk.ts'
import { checkBinary } from './binary.ts'
import { checkAggregationOperator, checkCall } from './calls.ts'
import { type Finding, isOlder, type TypeOptions } from './finding.ts'
import { checkSelector } from './selector.ts'
import { expectType, typeOf } from './typeof.ts'

/**
 * Everything for which Prometheus refuses an expression whose syntax is right, in the order of the text: types, arguments,
 * matchers and regular expressions, and what the targeted version does not know. Grafana's macros fit everywhere.
 */
export function checkTypes(expr: Expr, options: TypeOptions = {}): readonly Finding[] {
  const findings = [...newerThan(expr, options), ...check(expr, options)]
  return findings.toSorted((a, b) => (a.from ?? 0) - (b.from ?? 0))
}

function* newerThan(expr: Expr, { version }: TypeOptions): Generator<Finding, void> {
  for (const { what, since, from, to } of newerSyntaxOf(expr)) {
    if (version === undefined || !isOlder(version, since)) continue
    yield {
      message: `Prometheus ${version} cannot read ${what}`,
      hint: `It takes Prometheus ${since} or later.`,
      from,
      to,
    }
  }
}

function* check(expr: Expr, options: TypeOptions): Generator<Finding, void> {
  yield* checkNode(expr, options)
  for (const child of children(expr)) yield* check(child, options)
}

function* checkNode(expr: Expr, options: TypeOptions): Generator<Finding, void> {
  switch (expr.is) {
    case 'selector':
      return yield* checkSelector(expr)
    case 'call':
      return yield* checkCall(expr, options)
    case 'aggregation':
      yield* checkAggregationOperator(expr, options)
      return yield* checkAggregation(expr)
    case 'binary':
      return yield* checkBinary(expr)
    case 'unary':
      return yield* checkUnary(expr)
    case 'subquery':
      return yield* checkSubquery(expr)
  }
}

function* checkAggregation({ op, param, expr }: Aggregation): Generator<Finding, void> {
  yield* expectType(expr, 'vector', 'aggregation expression')
  if (param && op !== 'limitk' && op !== 'limit_ratio') {
    yield* expectType(param, op === 'count_values' ? 'string' : 'scalar', 'aggregation parameter')
  }
}

function* checkUnary({ expr }: Unary): Generator<Finding, void> {
  const type = typeOf(expr)
  if (type === undefined || type === 'scalar' || type === 'vector') return
  yield {
    message: `unary expression only allowed on expressions of type scalar or instant vector, got "${documented[type]}"`,
    ...spanOf(expr),
  }
}

function* checkSubquery({ expr }: Subquery): Generator<Finding, void> {
  const type = typeOf(expr)
  if (type === undefined || type === 'vector') return
  yield { message: `subquery is only allowed on instant vector, got ${type} instead`, ...spanOf(expr) }
}
