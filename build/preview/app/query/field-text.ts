import { type DataContextScopedVar, FieldType, formattedValueToString, getFieldDisplayName } from '@grafana/data'

type Context = DataContextScopedVar['value']

/** Grafana's variables that tell of a field, its series and a value: `__field.labels.job`, `__value.raw`. */
export function fieldText(context: Context, name: string, path: string | undefined): string | undefined {
  const { field, frame, data } = context
  if (name === '__series' && path === 'name') return frame.name ?? getFieldDisplayName(field, frame, data)
  if (name === '__field') return ofField(context, path)
  if (name === '__value') return ofValue(context, path)
  return undefined
}

function ofField({ field, frame, data }: Context, path: string | undefined): string | undefined {
  if (path === undefined || path === 'name') return field.name
  if (path === 'displayName') return getFieldDisplayName(field, frame, data)
  if (path === 'labels')
    return Object.entries(field.labels ?? {})
      .map(([label, value]) => `${label}="${value}"`)
      .join(', ')
  const [, dotted, quoted] = /^labels(?:\.(.+)|\["(.+)"\])$/.exec(path) ?? []
  const label = dotted ?? quoted
  if (label === undefined) return undefined
  const { labels = {} } = field
  return Object.hasOwn(labels, label) ? labels[label] : ''
}

function ofValue({ field, frame, rowIndex, calculatedValue }: Context, path: string | undefined): string | undefined {
  const raw: unknown = rowIndex === undefined ? calculatedValue?.numeric : field.values[rowIndex]
  if (path === 'time') {
    const time: unknown = frame.fields.find(({ type }) => type === FieldType.time)?.values[rowIndex ?? -1]
    return time === undefined ? undefined : String(time)
  }
  if (raw === undefined) return undefined
  if (path === 'raw' || path === 'numeric') return String(raw)
  if (path !== undefined && path !== 'text') return undefined
  const shown = calculatedValue ?? field.display?.(raw)
  return shown === undefined ? String(raw) : formattedValueToString(shown)
}
