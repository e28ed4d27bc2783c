import type { Expr } from '../tree.ts'
import { inferAggregation } from './aggregation.ts'
import { inferBinary } from './binary.ts'
import { inferCall } from './calls.ts'
import { among, combine } from './domain.ts'
import { noLabels } from './labels.ts'
import type { Schema } from './schema.ts'
import { inferSelector } from './selector.ts'
import { type Fact, type Report, unknown, type Value } from './value.ts'

export interface Inference {
  /** What is known of the whole expression. */
  readonly value: Value
  /** What is known of a part of it; throws a `RangeError` for a node of another tree. */
  of(node: Expr): Value
  /** What was noticed on the way, from the inside out. Whatever is unknown causes no further facts. */
  readonly facts: readonly Fact[]
}

/** Reads off an expression, whose types are right, what its series and values will be like. */
export function infer(expr: Expr, schema: Schema): Inference {
  const values = new Map<Expr, Value>()
  const facts: Fact[] = []
  const report: Report = (fact) => facts.push(fact)
  const visit = (node: Expr): Value => {
    const value = inferNode(node, schema, visit, report)
    values.set(node, value)
    return value
  }
  const of = (node: Expr): Value => {
    const value = values.get(node)
    if (!value) throw new RangeError('the node is no part of the inferred expression')
    return value
  }
  return { value: visit(expr), of, facts }
}

function inferNode(expr: Expr, schema: Schema, visit: (node: Expr) => Value, report: Report): Value {
  switch (expr.is) {
    case 'number':
      return {
        type: 'scalar',
        labels: noLabels,
        unit: 'any',
        kind: 'number',
        domain: among(expr.value),
        number: expr.value,
      }
    case 'string':
      return { ...unknown, type: 'string', labels: noLabels }
    case 'selector':
      return inferSelector(expr, schema, report)
    case 'subquery':
      return { ...visit(expr.expr), type: 'matrix' }
    case 'call':
      return inferCall(expr, expr.args.map(visit), report)
    case 'aggregation':
      return inferAggregation(expr, visit(expr.expr), expr.param && visit(expr.param), schema.mayLack)
    case 'binary':
      return inferBinary(expr, visit(expr.left), visit(expr.right), report)
    case 'unary':
      return expr.op === '-' ? negative(visit(expr.expr)) : visit(expr.expr)
    case 'paren':
      return visit(expr.expr)
  }
}

function negative(value: Value): Value {
  const domain = combine('*', value.domain, among(-1))
  const number = value.number === undefined ? {} : { number: -value.number }
  return { ...value, labels: value.labels.without(['__name__']), kind: unsigned(value), domain, ...number }
}

const unsigned = ({ kind }: Value): Value['kind'] => (kind === 'number' ? kind : kind === 'rate' ? 'rate' : 'gauge')
