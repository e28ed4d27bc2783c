import { experimental } from './error.ts'
import { isBinaryOp, type Piece } from './operators.ts'
import { labelNames, labelSpans } from './selector.ts'
import { locate } from './spans.ts'
import type { Part } from './syntax.ts'
import type { Matching } from './tree.ts'

/** What stands between two operands: operator, `bool`, `on (…)`, `group_left (…)`. */
export function lowerOperator(part: Part): Piece & { readonly is: 'infix' } {
  const fill = part.find('FillModifier')
  if (fill) throw experimental(fill)
  const sign = part.parts.find((each) => isBinaryOp(each.text.toLowerCase()))
  const op = sign?.text.toLowerCase()
  if (!sign || !op || !isBinaryOp(op)) throw experimental(part.find('TrimUpper') ?? part.find('TrimLower') ?? part)
  const matching = lowerMatching(part.find('MatchingModifierClause'))
  const join = { op, ...(part.find('BoolModifier') ? { bool: true as const } : {}), ...(matching ? { matching } : {}) }
  return { is: 'infix', join, from: sign.from, to: sign.to }
}

/** `ignoring ()` is how series match anyway; with `group_left` it still says which side has many. */
function lowerMatching(clause: Part | undefined): Matching | undefined {
  if (!clause) return undefined
  const [matched, included] = clause.all('GroupingLabels')
  const labels = matched ? labelNames(matched) : []
  const side = clause.find('GroupLeft') ? 'left' : clause.find('GroupRight') ? 'right' : undefined
  const kind: Matching['kind'] = clause.find('On') ? 'on' : 'ignoring'
  if (kind === 'ignoring' && labels.length === 0 && !side) return undefined
  const include = included ? labelNames(included) : []
  const group = side && locate({ side, include } as const, included ?? clause, included ? labelSpans(included) : {})
  return locate({ kind, labels, ...(group ? { group } : {}) }, clause, matched ? labelSpans(matched) : {})
}
