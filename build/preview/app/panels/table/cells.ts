import type { DataFrame, Field } from '@grafana/data'

/** The kinds of cells that show a value as it is: no HTML, nothing fetched from elsewhere. */
const plain: ReadonlySet<unknown> = new Set([
  'auto',
  'color-text',
  'color-background',
  'gauge',
  'pill',
  'sparkline',
  'json-view',
])

/** A frame whose cells of other kinds, such as Markdown and images, show their text. */
export const withPlainCells = (frame: DataFrame): DataFrame => ({ ...frame, fields: frame.fields.map(withPlainCell) })

function withPlainCell(field: Field): Field {
  const { custom } = field.config
  if (plain.has(custom?.cellOptions?.type ?? 'auto')) return field
  return { ...field, config: { ...field.config, custom: { ...custom, cellOptions: { type: 'auto' } } } }
}
