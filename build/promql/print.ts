import type { Aggregation, Binary, BinaryOp, Expr, Grouping, Matcher, Matching, TimeShift } from './tree.ts'

/** Above this many characters Prometheus' formatter breaks a node over several lines. */
const lineWidth = 100

/** PromQL in Prometheus' canonical form, as `/api/v1/format_query` answers it. */
export function print(expr: Expr): string {
  return pretty(expr, 0)
}

/** PromQL on one line, for places that hold no line breaks. */
export function printLine(expr: Expr): string {
  switch (expr.is) {
    case 'number':
      return goFloat(expr.value)
    case 'string':
      return quote(expr.value)
    case 'selector':
      return (expr.metric ?? '') + matchers(expr.matchers, expr.metric) + (expr.range ? `[${expr.range}]` : '') + shift(expr)
    case 'subquery':
      return `${printLine(postfixed(expr.expr))}[${expr.range}:${expr.step ?? ''}]${shift(expr)}`
    case 'call':
      return `${expr.fn}(${expr.args.map(printLine).join(', ')})`
    case 'aggregation':
      return `${aggregator(expr)}(${expr.param ? `${printLine(expr.param)}, ` : ''}${printLine(expr.expr)})`
    case 'binary':
      return `${printLine(operand(expr, 'left'))} ${operator(expr)} ${printLine(operand(expr, 'right'))}`
    case 'unary':
      return expr.op + printLine(unaryOperand(expr.expr))
    case 'paren':
      return `(${printLine(expr.expr)})`
  }
}

function pretty(expr: Expr, level: number): string {
  const indent = '  '.repeat(level)
  if (printLine(expr).length <= lineWidth) return indent + printLine(expr)
  switch (expr.is) {
    case 'number':
    case 'string':
    case 'selector':
      return indent + printLine(expr)
    case 'subquery':
      return `${pretty(postfixed(expr.expr), level)}[${expr.range}:${expr.step ?? ''}]${shift(expr)}`
    case 'call':
      return `${indent}${expr.fn}(\n${expr.args.map((arg) => pretty(arg, level + 1)).join(',\n')}\n${indent})`
    case 'aggregation': {
      const param = expr.param ? `${pretty(expr.param, level + 1)},\n` : ''
      return `${indent}${aggregator(expr)}(\n${param}${pretty(expr.expr, level + 1)}\n${indent})`
    }
    case 'binary':
      return [
        pretty(operand(expr, 'left'), level + 1),
        indent + operator(expr),
        pretty(operand(expr, 'right'), level + 1),
      ].join('\n')
    case 'unary':
      return indent + expr.op + pretty(unaryOperand(expr.expr), level).trim()
    case 'paren':
      return `${indent}(\n${pretty(expr.expr, level + 1)}\n${indent})`
  }
}

const precedence: Readonly<Record<BinaryOp, number>> = {
  or: 1,
  and: 2,
  unless: 2,
  '==': 3,
  '!=': 3,
  '>': 3,
  '<': 3,
  '>=': 3,
  '<=': 3,
  '+': 4,
  '-': 4,
  '*': 5,
  '/': 5,
  '%': 5,
  atan2: 5,
  '^': 6,
}

/** Every operator but `^` is left-associative, so a tie needs parentheses on the right side only, for `^` on the left. */
function operand(parent: Binary, side: 'left' | 'right'): Expr {
  const child = parent[side]
  if (child.is === 'unary') return parent.op === '^' && side === 'left' ? paren(child) : child
  if (child.is !== 'binary') return child
  const looser = precedence[child.op] - precedence[parent.op]
  const tie = parent.op === '^' ? 'left' : 'right'
  return looser < 0 || (looser === 0 && side === tie) ? paren(child) : child
}

const unaryOperand = (child: Expr): Expr => (child.is === 'binary' && child.op !== '^' ? paren(child) : child)

const postfixed = (child: Expr): Expr =>
  child.is === 'binary' || child.is === 'unary' || child.is === 'number' ? paren(child) : child

const paren = (expr: Expr): Expr => ({ is: 'paren', expr })

const aggregator = ({ op, grouping }: Aggregation): string => op + (grouping ? ` ${groupingText(grouping)} ` : '')

const groupingText = ({ kind, labels }: Grouping): string => `${kind} (${labels.join(', ')})`

const operator = ({ op, bool, matching }: Binary): string => op + (bool ? ' bool' : '') + (matching ? match(matching) : '')

function match({ kind, labels, group }: Matching): string {
  const joined = group ? ` group_${group.side} (${group.include.join(', ')})` : ''
  return ` ${kind} (${labels.join(', ')})${joined}`
}

function matchers(list: readonly Matcher[], metric: string | undefined): string {
  if (list.length === 0) return metric === undefined ? '{}' : ''
  return `{${list.map(({ label, op, value }) => label + op + quote(value)).join(',')}}`
}

function shift({ at, offset }: TimeShift): string {
  const pinned = at === undefined ? '' : ` @ ${typeof at === 'number' ? at.toFixed(3) : `${at}()`}`
  return pinned + (offset === undefined ? '' : ` offset ${offset}`)
}

/** A Go string literal, as Prometheus prints it. */
const quote = (text: string): string => JSON.stringify(text)

/** A float as Go's `%v` prints it: with an exponent below 1e-4 and from 1e6 on. */
export function goFloat(value: number): string {
  if (Number.isNaN(value)) return 'NaN'
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf'
  const [mantissa = '', exponent = '0'] = value.toExponential().split('e')
  const power = Number(exponent)
  if (value === 0 || (power >= -4 && power < 6)) return String(value)
  return `${mantissa}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`
}
