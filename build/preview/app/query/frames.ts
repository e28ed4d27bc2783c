import { createDataFrame, type DataFrame, DataFrameType, FieldType, type QueryResultMetaNotice } from '@grafana/data'
import type { PromSeries } from './api.ts'
import { heatmapFrame } from './heatmap.ts'
import { legendOf } from './legend.ts'
import type { QueryPlan } from './plan.ts'
import type { Answer, Question } from './prometheus.ts'
import { byTime, gridOf, timesOf } from './samples.ts'
import { tableFrame } from './table.ts'

type Asked = Extract<QueryPlan, { question: Question }>

/** The answer to a query in the form that it asks for. What cannot be drawn is left out, and a notice says so. */
export function framesOf(
  query: Asked,
  { series }: Pick<Answer, 'series'>,
): { readonly frames: readonly DataFrame[]; readonly notices: readonly QueryResultMetaNotice[] } {
  const shown = series.filter(({ value, values }) => value !== undefined || values !== undefined)
  const left = series.length - shown.length
  const notices: readonly QueryResultMetaNotice[] =
    left === 0
      ? []
      : [{ severity: 'warning', text: `Native histograms are not drawn here: ${left} of query ${query.refId}.` }]
  return { frames: shaped(query, shown), notices }
}

function shaped(query: Asked, series: readonly PromSeries[]): readonly DataFrame[] {
  if (query.format === 'table') return tableFrame(series, query)
  const isHeatmap = query.format === 'heatmap' && series.some(({ metric }) => metric.le !== undefined)
  return isHeatmap ? heatmapFrame(series, query) : series.map((each) => timeSeriesFrame(each, query))
}

/** A row for each time that was asked: where the series has no sample, null. One row for an instant query. */
function timeSeriesFrame(series: PromSeries, { refId, legend, question }: Asked): DataFrame {
  const grid = gridOf(question)
  const { metric } = series
  const samples = byTime(series)
  const times = grid === undefined ? [...samples.keys()] : timesOf(grid)
  const name = legendOf(legend, metric, question.expr)
  return createDataFrame({
    refId,
    ...(name === undefined ? {} : { name }),
    meta: { type: DataFrameType.TimeSeriesMulti, executedQueryString: question.expr },
    fields: [
      {
        name: 'Time',
        type: FieldType.time,
        values: [...times],
        config: grid === undefined ? {} : { interval: grid.step },
      },
      {
        name: 'Value',
        type: FieldType.number,
        values: times.map((time) => samples.get(time) ?? null),
        labels: { ...metric },
        config: name === undefined ? {} : { displayNameFromDS: name },
      },
    ],
  })
}
