import { experimental, PromqlError, refuseSyntaxErrors, type Span } from './error.ts'
import { readTree } from './grammar.ts'
import { parseNumber, unquote } from './literal.ts'
import { lowerOperator } from './matching.ts'
import { Newer } from './newer.ts'
import { group, type Piece } from './operators.ts'
import { lowerPostfix } from './postfix.ts'
import { labelNames, labelSpans, lowerSelector } from './selector.ts'
import { locate } from './spans.ts'
import { Part } from './syntax.ts'
import type { Aggregation, Expr, Grouping } from './tree.ts'

/**
 * The tree of a PromQL expression in canonical form: durations, numbers and strings by value, matchers in the order
 * Prometheus prints them, no empty `by ()`. Grafana macros stay as written: in ranges, offsets, names and strings. One that
 * stands for a whole operand (`topk($n, x)`) becomes a selector of that name.
 * Neither types nor functions' arguments are checked; `spanOf` tells where each node stands in the text. Throws `PromqlError` for text that is no PromQL.
 */
export function parse(text: string): Expr {
  const tree = readTree(text)
  const newer = new Newer(text)
  refuseSyntaxErrors(tree, text, (node) => newer.visit(node))
  const expr = lower(new Part(tree.topNode, text).need('Expr'))
  newer.remember(expr)
  return expr
}

/** Of the grammar's nesting only the order is used: it reads `a + b offset 5m` as `(a + b) offset 5m`, `-1^2` as `(-1)^2`. */
const lower = (part: Part): Expr => group([...pieces(part)])

function* pieces(part: Part): Generator<Piece, void> {
  const [first, second] = part.all('Expr')
  switch (part.kind) {
    case 'BinaryExpr':
      if (first) yield* pieces(first)
      yield lowerOperator(part)
      if (second) yield* pieces(second)
      return
    case 'UnaryExpr':
      yield { is: 'prefix', op: part.need('UnaryOp').text === '-' ? '-' : '+', from: part.from }
      if (first) yield* pieces(first)
      return
    case 'MatrixSelector':
    case 'SubqueryExpr':
    case 'OffsetExpr':
    case 'StepInvariantExpr':
      if (first) yield* pieces(first)
      yield { is: 'postfix', ...lowerPostfix(part) }
      return
    case 'NumberDurationLiteral': {
      const sign = /^[-+]/.exec(part.text)?.[0]
      if (sign) yield { is: 'prefix', op: sign === '-' ? '-' : '+', from: part.from }
      refuseGlued(part)
      const digits = part.text.replace(/^[-+]\s*/, '')
      const value = parseNumber(digits, part)
      yield { is: 'operand', expr: locate({ is: 'number', value }, { from: part.to - digits.length, to: part.to }) }
      return
    }
    default:
      yield { is: 'operand', expr: locate(lowerOperand(part), part, partsOf(part)) }
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

/** The grammar reads `5offset` as a number and a word, Prometheus as neither. */
function refuseGlued(part: Part): void {
  if (/\w/.test(part.next)) throw new PromqlError(`Unexpected "${part.next}" after "${part.text}".`, part)
}

/** The name before the parentheses. */
function partsOf(part: Part): Readonly<Record<string, Span>> | undefined {
  const metric = part.kind === 'VectorSelector' ? part.find('Identifier') : undefined
  if (metric) return { metric }
  const name = part.find('FunctionIdentifier') ?? part.find('AggregateOp')
  return name ? { name } : undefined
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
  const list = modifier.need('GroupingLabels')
  const labels = labelNames(list)
  const kind: Grouping['kind'] = modifier.find('Without') ? 'without' : 'by'
  return kind === 'by' && labels.length === 0 ? undefined : locate({ kind, labels }, modifier, labelSpans(list))
}
