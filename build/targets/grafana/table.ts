import type { Target } from '../../language/panel.ts'
import type { Override } from './sdk.ts'
import { grafanaUnit } from './units.ts'

interface Transformation {
  readonly id: string
  readonly options: object
}

/**
 * Puts the answers of a table's queries side by side: one row per combination of labels, the labels first, then each
 * query's value under its own title.
 */
export function columnsSideBySide(targets: readonly Target[]): readonly Transformation[] {
  const labels = targets[0]?.labels ?? []
  const values = targets.map((_, at) => (targets.length === 1 ? 'Value' : `Value #${String.fromCharCode(65 + at)}`))
  return [
    { id: 'merge', options: {} },
    {
      id: 'organize',
      options: {
        excludeByName: { Time: true },
        indexByName: Object.fromEntries(['Time', ...labels, ...values].map((name, at) => [name, at])),
        renameByName: Object.fromEntries(values.map((name, at) => [name, targets[at]?.legend ?? name])),
        includeByName: {},
      },
    },
  ]
}

/** Each column in its own unit; a label is a text, also where it looks like a number. */
export const unitsOf = (targets: readonly Target[]): readonly Override[] => [
  ...(targets[0]?.labels ?? []).map((label) => unitOf(label, 'string')),
  ...targets.map(({ legend, unit }) => unitOf(legend, grafanaUnit[unit])),
]

const unitOf = (column: string, unit: string): Override => ({
  matcher: { id: 'byName', options: column },
  properties: [{ id: 'unit', value: unit }],
})
