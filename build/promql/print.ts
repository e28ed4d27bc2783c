import { hasMacro } from './macros.ts'
import { precedence } from './operators.ts'
import type { Aggregation, Binary, Expr, Grouping, Matcher, Matching, TimeShift } from './tree.ts'
import { byteLength, compareBytes } from './utf8.ts'

/** Above this many bytes Prometheus' formatter breaks a node over several lines. */
const lineWidth = 100

/** Trees never change, and a build prints each for its file, its checks, its tests and the reference. */
const printed = new WeakMap<Expr, string>()

/** PromQL in Prometheus' canonical form, as `/api/v1/format_query` answers it. */
export function print(expr: Expr): string {
  const known = printed.get(expr)
  if (known !== undefined) return known
  const text = pretty(expr, 0)
  printed.set(expr, text)
  return text
}

/** PromQL on one line, for places that hold no line breaks. */
export function printLine(expr: Expr): string {
  switch (expr.is) {
    case 'number':
      return goFloat(expr.value)
    case 'string':
      return quote(expr.value)
    case 'selector':
      return (
        (expr.metric ?? '') + matchers(expr.matchers, expr.metric) + (expr.range ? `[${expr.range}]` : '') + shift(expr)
      )
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
  const line = printLine(expr)
  // Prometheus forgets the indent of a subquery, and both must print the same.
  if (byteLength(line) <= lineWidth) return expr.is === 'subquery' ? line : indent + line
  switch (expr.is) {
    case 'number':
    case 'string':
    case 'selector':
      return indent + line
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
      return indent + expr.op + pretty(unaryOperand(expr.expr), level).trimStart()
    case 'paren':
      return `${indent}(\n${pretty(expr.expr, level + 1)}\n${indent})`
  }
}

/** Every operator but `^` is left-associative, so a tie needs parentheses on the right side only, for `^` on the left. */
function operand(parent: Binary, side: 'left' | 'right'): Expr {
  const child = parent[side]
  if (child.is === 'unary' || isSigned(child)) return parent.op === '^' && side === 'left' ? paren(child) : child
  if (child.is !== 'binary') return child
  const looser = precedence[child.op] - precedence[parent.op]
  const tie = parent.op === '^' ? 'left' : 'right'
  return looser < 0 || (looser === 0 && side === tie) ? paren(child) : child
}

/** `-1 ^ 2` is `-(1 ^ 2)`, and infinity prints as `+Inf`. */
const isSigned = (expr: Expr): boolean => expr.is === 'number' && /^[-+]/.test(goFloat(expr.value))

const unaryOperand = (child: Expr): Expr => (child.is === 'binary' && child.op !== '^' ? paren(child) : child)

const postfixed = (child: Expr): Expr =>
  child.is === 'binary' || child.is === 'unary' || child.is === 'number' ? paren(child) : child

const paren = (expr: Expr): Expr => ({ is: 'paren', expr })

const aggregator = ({ op, grouping }: Aggregation): string => op + (grouping ? groupingText(grouping) : '')

const groupingText = ({ kind, labels }: Grouping): string =>
  kind === 'by' && labels.length === 0 ? '' : ` ${kind} ${labelList(labels)} `

const operator = ({ op, bool, matching }: Binary): string =>
  op + (bool ? ' bool' : '') + (matching ? match(matching) : '')

/** Prometheus 2.42 drops `ignoring () group_left (…)`, which changes the meaning; it is printed as Prometheus 3 does. */
function match({ kind, labels, group }: Matching): string {
  if (kind === 'ignoring' && labels.length === 0 && !group) return ''
  return ` ${kind} ${labelList(labels)}${group ? ` group_${group.side} ${labelList(group.include)}` : ''}`
}

const labelList = (labels: readonly string[]): string => `(${labels.map(labelName).join(', ')})`

/** Prometheus 3 knows names such as `"service.name"`, in quotes; a Grafana macro stays as it is. */
const labelName = (label: string): string => (/^[A-Za-z_]\w*$/.test(label) || hasMacro(label) ? label : quote(label))

/** The order in which Prometheus prints matchers, whatever the order they were written in: by their bytes. */
export const sortMatchers = (matchers: readonly Matcher[]): readonly Matcher[] =>
  matchers.toSorted((a, b) => compareBytes(matcher(a), matcher(b)))

const matcher = ({ label, op, value }: Matcher): string => labelName(label) + op + quote(value)

function matchers(list: readonly Matcher[], metric: string | undefined): string {
  if (list.length === 0) return metric === undefined ? '{}' : ''
  return `{${sortMatchers(list).map(matcher).join(',')}}`
}

function shift({ at, offset }: TimeShift): string {
  const pinned = at === undefined ? '' : ` @ ${typeof at === 'number' ? at.toFixed(3) : `${at}()`}`
  return pinned + (offset === undefined ? '' : ` offset ${offset}`)
}

const escapes: Readonly<Record<string, string>> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '"': '\\"',
  '\\': '\\\\',
}

/** A Go string literal, as Prometheus prints it. */
const quote = (text: string): string => `"${text.replace(/["\\]|[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, escaped)}"`

function escaped(character: string): string {
  const code = character.codePointAt(0) ?? 0
  const hex = code.toString(16)
  if (code < 0x80) return escapes[character] ?? `\\x${hex.padStart(2, '0')}`
  // Half a surrogate pair has no UTF-8: Prometheus would refuse its escape.
  if (code >= 0xd800 && code < 0xe000) return '\\ufffd'
  return code < 0x10000 ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`
}

/** A float as Go's `%v` prints it: with an exponent below 1e-4 and from 1e6 on. */
export function goFloat(value: number): string {
  if (Number.isNaN(value)) return 'NaN'
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf'
  if (Object.is(value, -0)) return '-0'
  const [mantissa = '', exponent = '0'] = value.toExponential().split('e')
  const power = Number(exponent)
  if (value === 0 || (power >= -4 && power < 6)) return String(value)
  return `${mantissa}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`
}
