import type { Comparison } from '../infer/domain.ts'
import { spanOf } from '../spans.ts'
import type { Binary } from '../tree.ts'
import type { Finding } from './finding.ts'
import { typeOf } from './typeof.ts'

/** Every comparison, and the same with its sides changed: `5 < x` is `x > 5`. */
export const turned = { '==': '==', '!=': '!=', '>': '<', '<': '>', '>=': '<=', '<=': '>=' } as const
const setOperators: readonly string[] = ['and', 'or', 'unless']

export const isComparison = (op: string): op is Comparison => Object.hasOwn(turned, op)
export const isSetOperator = (op: string): boolean => setOperators.includes(op)

/** Whether the operator takes these operands, `bool` and this matching. */
export function* checkBinary(expr: Binary): Generator<Finding, void> {
  const { op, bool, matching, left, right } = expr
  const at = spanOf(expr, 'operator') ?? {}
  const types = [typeOf(left), typeOf(right)]
  const scalars = types.filter((type) => type === 'scalar').length

  if (bool && !isComparison(op)) yield { message: 'bool modifier can only be used on comparison operators', ...at }
  if (isComparison(op) && !bool && scalars === 2) {
    yield {
      message: 'comparisons between scalars must use BOOL modifier',
      hint: `Write ${op} bool: the answer is 1 or 0.`,
      ...at,
    }
  }
  for (const label of matching?.kind === 'on' ? matching.labels : []) {
    if (!matching?.group?.include.includes(label)) continue
    yield {
      message: `label "${label}" must not occur in ON and GROUP clause at once`,
      ...labelSpan(matching.group, label),
    }
  }
  for (const operand of [left, right]) {
    const type = typeOf(operand)
    if (type === undefined || type === 'scalar' || type === 'vector') continue
    const message = 'binary expression must contain only scalar and instant vector types'
    const hint = type === 'matrix' ? { hint: 'Read the range with a function such as rate.' } : {}
    yield { message, ...hint, ...spanOf(operand) }
  }
  if (types.some((type) => type !== undefined && type !== 'vector')) {
    if (matching && matching.labels.length > 0) {
      yield { message: 'vector matching only allowed between instant vectors', ...spanOf(matching) }
    }
  } else if (isSetOperator(op) && matching?.group) {
    yield { message: `no grouping allowed for "${op}" operation`, ...spanOf(matching) }
  }
  if (isSetOperator(op) && scalars > 0) {
    const hint = 'vector(…) turns a number into an instant vector.'
    yield { message: `set operator "${op}" not allowed in binary scalar expression`, hint, ...at }
  }
}

const labelSpan = (group: object, label: string): object => spanOf(group, label) ?? {}
