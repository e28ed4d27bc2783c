import {
  type DataFrame,
  type DisplayValue,
  type FieldDisplay,
  FieldType,
  type GrafanaTheme2,
  getFieldDisplayValues,
  type PanelProps,
} from '@grafana/data'
import type { ReduceDataOptions } from '@grafana/schema'

type Asked = Pick<PanelProps, 'data' | 'fieldConfig' | 'replaceVariables' | 'timeZone'> & {
  readonly options: { readonly reduceOptions: ReduceDataOptions }
}

/** The values that a panel of single values shows, reduced, formatted and coloured; one that says so where there is none. */
export const displayValues = (
  { data, fieldConfig, options, replaceVariables, timeZone }: Asked,
  theme: GrafanaTheme2,
  more: { readonly sparkline?: boolean; readonly percentChange?: boolean } = {},
): FieldDisplay[] =>
  getFieldDisplayValues({
    data: data.series,
    fieldConfig,
    reduceOptions: options.reduceOptions,
    replaceVariables,
    theme,
    timeZone,
    ...more,
  })

/** A value as it is shown beside `count` others: one that is alone is named only where the dashboard names it. */
export const titled = ({ display, field }: FieldDisplay, count: number): DisplayValue =>
  count > 1 || field.displayName ? display : { ...display, title: undefined }

/** Whether there is anything to reduce to a value. */
export const hasNumbers = (frames: readonly DataFrame[]): boolean =>
  frames.some(({ fields }) => fields.some(({ type, values }) => type === FieldType.number && values.length > 0))
