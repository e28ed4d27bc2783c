import { parser } from '@prometheus-io/lezer-promql'
import { experimental, PromqlError, refuseSyntaxErrors } from './error.ts'
import { parseNumber, unquote } from './literal.ts'
import { hideMacros } from './macros.ts'
import { lowerOperator } from './matching.ts'
import { group, type Piece } from './operators.ts'
import { lowerPostfix } from './postfix.ts'
import { labelNames, lowerSelector } from './selector.ts'
import { Part } from './syntax.ts'
import type { Aggregation, Expr, Grouping } from './tree.ts'

/**
 * The tree of a PromQL expression in canonical form: durations, numbers and strings by value, matchers in the order
 * Prometheus prints them, no empty `by ()`. Grafana macros stay as written: in ranges, offsets, names and strings. One that
 * stands for a whole operand (`topk($n, x)`) becomes a selector of that name.
 * Neither types nor functions' arguments are checked. Throws `PromqlError` for text that is no PromQL.
 */
export function parse(text: string): Expr {
  const tree = parser.parse(hideTrailingDots(hideMacros(text)))
  refuseSyntaxErrors(tree, text)
  return lower(new Part(tree.topNode, text).need('Expr'))
}

/** The grammar does not know the number `1.`; it is read where it stands in the original text, so any number will do. */
const hideTrailingDots = (text: string): string => text.replace(/(?<![\w.])(\d+)\.(?!\d)/g, '0$1')

/** Of the grammar's nesting only the order is used: it reads `a + b offset 5m` as `(a + b) offset 5m`, `-1^2` as `(-1)^2`. */
const lower = (part: Part): Expr => group([...pieces(part)])

function* pieces(part: Part): Generator<Piece, void> {
  const [first, second] = part.all('Expr')
  switch (part.kind) {
    case 'BinaryExpr':
      if (first) yield* pieces(first)
      yield { is: 'infix', join: lowerOperator(part) }
      if (second) yield* pieces(second)
      return
    case 'UnaryExpr':
      yield { is: 'prefix', op: part.need('UnaryOp').text === '-' ? '-' : '+' }
      if (first) yield* pieces(first)
      return
    case 'MatrixSelector':
    case 'SubqueryExpr':
    case 'OffsetExpr':
    case 'StepInvariantExpr':
      if (first) yield* pieces(first)
      yield { is: 'postfix', apply: lowerPostfix(part) }
      return
    case 'NumberDurationLiteral': {
      const sign = /^[-+]/.exec(part.text)?.[0]
      if (sign) yield { is: 'prefix', op: sign === '-' ? '-' : '+' }
      yield { is: 'operand', expr: { is: 'number', value: parseNumber(part.text.replace(/^[-+]\s*/, ''), part) } }
      return
    }
    default:
      yield { is: 'operand', expr: lowerOperand(part) }
  }
}

function lowerOperand(part: Part): Expr {
  switch (part.kind) {
    case 'StringLiteral':
      return { is: 'string', value: unquote(part.text, part.from) }
    case 'VectorSelector':
      return lowerSelector(part)
    case 'ParenExpr':
      return { is: 'paren', expr: lower(part.need('Expr')) }
    case 'FunctionCall':
      return {
        is: 'call',
        fn: part.need('FunctionIdentifier').text,
        args: part.need('FunctionCallBody').all('Expr').map(lower),
      }
    case 'AggregateExpr':
      return lowerAggregation(part)
    default:
      throw experimental(part)
  }
}

const parametric = ['count_values', 'quantile', 'topk', 'bottomk', 'limitk', 'limit_ratio']

function lowerAggregation(part: Part): Aggregation {
  const op = part.need('AggregateOp').text.toLowerCase()
  const args = part.need('FunctionCallBody').all('Expr')
  const due = parametric.includes(op) ? 2 : 1
  const last = args.at(-1)
  if (args.length !== due || !last) {
    throw new PromqlError(`${op} takes ${due} argument${due === 1 ? '' : 's'}, not ${args.length}.`, part)
  }
  const [param] = args.slice(0, -1).map(lower)
  const grouping = lowerGrouping(part.find('AggregateModifier'))
  return { is: 'aggregation', op, ...(grouping ? { grouping } : {}), ...(param ? { param } : {}), expr: lower(last) }
}

/** `by ()` is what an aggregation does anyway; `without ()` is not. */
function lowerGrouping(modifier: Part | undefined): Grouping | undefined {
  if (!modifier) return undefined
  const labels = labelNames(modifier.need('GroupingLabels'))
  if (modifier.find('Without')) return { kind: 'without', labels }
  return labels.length > 0 ? { kind: 'by', labels } : undefined
}
