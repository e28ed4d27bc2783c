import { longestDuration, printDuration } from './duration.ts'
import { experimental, PromqlError, type Span } from './error.ts'
import { parseNumber } from './literal.ts'
import { hasMacro } from './macros.ts'
import type { Postfix } from './operators.ts'
import type { Part } from './syntax.ts'
import type { Expr, Selector, Subquery, TimeShift } from './tree.ts'

/** `[range]`, `[range:step]`, `offset …` or `@ …`, as what it does to the operand before it. */
export function lowerPostfix(part: Part): Postfix {
  if (part.kind === 'OffsetExpr') {
    const span = { from: part.need('Offset').from, to: part.to }
    const offset = lowerDuration(part.need('OffsetDurationExpr'))
    return { apply: (operand) => withOffset(operand, offset, span), to: part.to, parts: { offset: span } }
  }
  if (part.kind === 'StepInvariantExpr') {
    const span = { from: part.need('At').from, to: part.to }
    const at = lowerTime(part)
    return { apply: (operand) => withAt(operand, at, span), to: part.to, parts: { at: span } }
  }
  const [first, second] = part.all('DurationExpr')
  if (!first) throw new Error(`the grammar gives ${part.kind} no range`)
  const range = lowerDuration(first)
  const parts = { range: first, ...(second ? { step: second } : {}) }
  if (part.kind === 'MatrixSelector') {
    return { apply: (operand) => withRange(operand, range, first), to: part.to, parts }
  }
  const step = second && lowerDuration(second)
  const inRange = { range, ...(step === undefined ? {} : { step }) }
  return { apply: (operand) => ({ is: 'subquery', expr: operand, ...inRange }), to: part.to, parts }
}

function withRange(operand: Expr, range: string, span: Span): Selector {
  if (operand.is === 'selector' && !operand.range && !operand.offset && operand.at === undefined) {
    return { ...operand, range }
  }
  throw new PromqlError(`The range [${range}] must directly follow a metric: offset and @ come after it.`, span)
}

function withOffset(operand: Expr, offset: string, span: Span): Expr {
  const shifted = shiftable(operand, 'offset', span)
  if (shifted.offset !== undefined) throw new PromqlError(`An offset of ${shifted.offset} is already set.`, span)
  return { ...shifted, offset }
}

function withAt(operand: Expr, at: NonNullable<TimeShift['at']>, span: Span): Expr {
  const shifted = shiftable(operand, '@', span)
  if (shifted.at !== undefined) throw new PromqlError(`A time is already set with @ ${shifted.at}.`, span)
  return { ...shifted, at }
}

function shiftable(operand: Expr, modifier: string, span: Span): Selector | Subquery {
  if (operand.is === 'selector' || operand.is === 'subquery') return operand
  throw new PromqlError(`${modifier} must follow a metric, a range or a subquery.`, span)
}

/** A duration as Prometheus prints it, of text such as `60s`, `-1d` or, since Prometheus 3, seconds (`300`). */
function lowerDuration(part: Part): string {
  const [first, second] = part.parts
  if (first?.kind === 'UnaryOp' && second?.kind === 'OffsetDurationExpr' && !second.find('UnaryOp')) {
    return (first.text === '-' ? '-' : '') + lowerDuration(second)
  }
  if (first?.kind !== 'NumberDurationLiteralInDurationContext' || second) throw experimental(part)
  const { text } = first
  if (hasMacro(text)) return text
  const ms = Math.round(parseNumber(text, first) * 1000)
  if (ms > 0 && ms <= longestDuration) return printDuration(ms)
  throw new PromqlError(`A duration must be longer than 0s and at most 292y, and ${text} is not.`, first)
}

/** Unix seconds, of which Prometheus keeps milliseconds. */
function lowerTime(part: Part): NonNullable<TimeShift['at']> {
  const edge = part.find('AtModifierPreprocessors')
  if (edge) return edge.find('AtStart') ? 'start' : 'end'
  const written = part.all('NumberDurationLiteral').at(-1) ?? part
  if (/\w/.test(written.next)) throw new PromqlError(`Unexpected "${written.next}" after "${written.text}".`, written)
  const [, sign, digits = ''] = /^([-+]?)\s*(.*)$/.exec(written.text) ?? []
  const ms = Math.round(parseNumber(digits, written) * 1000)
  if (!(ms < 2 ** 63)) throw new PromqlError(`The time ${written.text} is no Unix time in seconds.`, written)
  return ms === 0 ? 0 : ((sign === '-' ? -1 : 1) * ms) / 1000
}
