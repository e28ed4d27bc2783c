import { createDataFrame, type DataFrame, FieldType } from '@grafana/data'
import type { PromSeries } from './api.ts'
import { labelOf } from './legend.ts'
import { numberOf, samplesOf } from './samples.ts'

/**
 * One frame with a row for each sample: `Time`, a column for each label, and the values under `valueName`. No frame where
 * there is no sample, or merging would find no column that all frames have.
 */
export function tableFrame(
  series: readonly PromSeries[],
  { refId, valueName }: { readonly refId: string; readonly valueName: string },
): readonly DataFrame[] {
  const rows = series.flatMap((each) => samplesOf(each).map(([at, text]) => ({ metric: each.metric, at, text })))
  if (rows.length === 0) return []
  const labels = [...new Set(series.flatMap(({ metric }) => Object.keys(metric)))].sort()
  return [
    createDataFrame({
      refId,
      meta: { preferredVisualisationType: 'table' },
      fields: [
        { name: 'Time', type: FieldType.time, values: rows.map(({ at }) => at * 1000) },
        ...labels.map((label) => ({
          name: label,
          type: FieldType.string,
          config: { filterable: true },
          values: rows.map(({ metric }) => labelOf(metric, label) ?? ''),
        })),
        { name: valueName, type: FieldType.number, values: rows.map(({ text }) => numberOf(text)) },
      ],
    }),
  ]
}
