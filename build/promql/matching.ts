import { experimental } from './error.ts'
import { isBinaryOp } from './operators.ts'
import { labelNames } from './selector.ts'
import type { Part } from './syntax.ts'
import type { Binary, Matching } from './tree.ts'

/** What stands between two operands: operator, `bool`, `on (…)`, `group_left (…)`. */
export function lowerOperator(part: Part): Pick<Binary, 'op' | 'bool' | 'matching'> {
  const fill = part.find('FillModifier')
  if (fill) throw experimental(fill)
  const op = part.parts.map((each) => each.text.toLowerCase()).find(isBinaryOp)
  if (!op) throw experimental(part.find('TrimUpper') ?? part.find('TrimLower') ?? part)
  const matching = lowerMatching(part.find('MatchingModifierClause'))
  return { op, ...(part.find('BoolModifier') ? { bool: true } : {}), ...(matching ? { matching } : {}) }
}

/** `ignoring ()` is how series match anyway; with `group_left` it still says which side has many. */
function lowerMatching(clause: Part | undefined): Matching | undefined {
  if (!clause) return undefined
  const [labels, include] = clause.all('GroupingLabels').map(labelNames)
  const side = clause.find('GroupLeft') ? 'left' : clause.find('GroupRight') ? 'right' : undefined
  const kind = clause.find('On') ? 'on' : 'ignoring'
  if (kind === 'ignoring' && !labels?.length && !side) return undefined
  return { kind, labels: labels ?? [], ...(side ? { group: { side, include: include ?? [] } } : {}) }
}
