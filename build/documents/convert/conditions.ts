import { below, objectsBelow, textBelow } from '../values.ts'

const operators = new Map([
  ['equals', 'is'],
  ['notEquals', 'is not'],
  ['matches', 'matches'],
  ['notMatches', 'does not match'],
])

/**
 * When a row, tab or panel is shown: `shown only where there is data`. `undefined` where it always is.
 */
export function visibilityOf(group: unknown): string | undefined {
  const items = objectsBelow(group, 'spec', 'items').map(({ kind, spec }) => itemOf(kind, spec))
  if (items.length === 0) return undefined
  const all = items.join(textBelow(group, 'spec', 'condition') === 'or' ? ' or ' : ' and ')
  return `${textBelow(group, 'spec', 'visibility') === 'hide' ? 'hidden' : 'shown'} only where ${all}`
}

function itemOf(kind: unknown, spec: unknown): string {
  switch (kind) {
    case 'ConditionalRenderingVariable': {
      const operator = textBelow(spec, 'operator') ?? ''
      const value = JSON.stringify(below(spec, 'value') ?? '')
      return `$${textBelow(spec, 'variable') ?? '?'} ${operators.get(operator) ?? operator} ${value}`
    }
    case 'ConditionalRenderingData':
      return below(spec, 'value') === false ? 'there is no data' : 'there is data'
    case 'ConditionalRenderingTimeRangeSize':
      return `the time range is shorter than ${textBelow(spec, 'value') ?? '?'}`
    default:
      return `${typeof kind === 'string' ? kind : 'something'} says so`
  }
}
