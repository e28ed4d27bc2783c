import type { Panel } from '../../language/panel.ts'
import type { Override } from './sdk.ts'
import { grafanaUnit } from './units.ts'
import { isWhole } from './whole.ts'

interface Transformation {
  readonly id: string
  readonly options: object
}

/**
 * Puts the answers of a table's queries side by side: one row per combination of labels, the labels first, then each
 * query's value under its own title.
 */
export function columnsSideBySide({ targets, columns }: Pick<Panel, 'targets' | 'columns'>): readonly Transformation[] {
  const labels = targets[0]?.labels ?? []
  const values = targets.map((_, at) => (targets.length === 1 ? 'Value' : `Value #${String.fromCharCode(65 + at)}`))
  return [
    { id: 'merge', options: {} },
    {
      id: 'organize',
      options: {
        excludeByName: Object.fromEntries(['Time', ...(columns.hide ?? [])].map((name) => [name, true])),
        indexByName: Object.fromEntries(['Time', ...labels, ...values].map((name, at) => [name, at])),
        renameByName: Object.fromEntries(values.map((name, at) => [name, targets[at]?.legend ?? name])),
        includeByName: {},
      },
    },
    ...(columns.limit === undefined ? [] : firstRows(columns.limit, columns.sortBy ?? targets[0]?.legend ?? '')),
  ]
}

/** The rows that are largest in one column. */
const firstRows = (limit: number, column: string): readonly Transformation[] => [
  { id: 'sortBy', options: { fields: {}, sort: [{ field: column, desc: true }] } },
  { id: 'limit', options: { limitField: limit } },
]

/** Each column in its own unit; a label is a text, also where it looks like a number. */
export const columnsOf = ({
  targets,
  columns: { bars = [] },
}: Pick<Panel, 'targets' | 'columns'>): readonly Override[] => [
  ...(targets[0]?.labels ?? []).map((label) => columnOf(label, 'string', labelWidth[label])),
  ...targets.map((target) => {
    const { legend, unit } = target
    const column = columnOf(legend, grafanaUnit[unit], bars.includes(legend) ? undefined : numberWidth)
    const whole = isWhole(target) ? inWholeNumbers(column) : column
    return bars.includes(legend) ? asBar(whole) : whole
  }),
]

const inWholeNumbers = ({ matcher, properties }: Override): Override => ({
  matcher,
  properties: [...properties, { id: 'decimals', value: 0 }],
})

const asBar = ({ matcher, properties }: Override): Override => ({
  matcher,
  properties: [...properties, { id: 'custom.cellOptions', value: { type: 'gauge', mode: 'basic' } }],
})

/** In pixels, for a number with its unit; the other labels share what is left, since they are what is cut off. */
const numberWidth = 110
/** Of labels whose values are short, or are only to be copied. */
const labelWidth: Readonly<Record<string, number>> = { method: 90, queryid: 150 }

const columnOf = (column: string, unit: string, width?: number): Override => ({
  matcher: { id: 'byName', options: column },
  properties: [{ id: 'unit', value: unit }, ...(width === undefined ? [] : [{ id: 'custom.width', value: width }])],
})
