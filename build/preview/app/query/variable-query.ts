import type { PromSeries } from './api.ts'
import type { Asking } from './asking.ts'
import { seriesName } from './legend.ts'
import { filtered } from './options.ts'

/**
 * What a variable's query is answered with: `label_values(up, job)`, the others that Grafana's Prometheus data source knows,
 * or the series of a selector. Throws `QueryFailed`.
 */
export async function queryOptions(
  query: string,
  { prometheus, range }: Pick<Asking, 'prometheus' | 'range'>,
  signal?: AbortSignal,
): Promise<readonly string[]> {
  const during = { start: range.from.valueOf() / 1000, end: range.to.valueOf() / 1000 }
  const [, name, inside = ''] = /^\s*(label_values|query_result|metrics)\s*\((.*)\)\s*$/s.exec(query) ?? []
  if (name === 'label_values') {
    const [, match, label = inside.trim()] = /^(.*),\s*(\w+)\s*$/s.exec(inside) ?? []
    return prometheus.labelValues(label, match === undefined ? during : { match: match.trim(), ...during }, signal)
  }
  if (name === 'metrics') {
    const names = await prometheus.labelValues('__name__', during, signal)
    return filtered(names, inside.trim())
  }
  if (name === 'query_result') {
    const { series } = await prometheus.ask({ kind: 'instant', expr: inside.trim(), time: during.end }, signal)
    return series.map(resultText)
  }
  if (query.trim() === '') return []
  const labels = await prometheus.seriesLabels({ match: query.trim(), ...during }, signal)
  return labels.map(seriesName)
}

/** A sample as Grafana lists it: `up{job="node"} 1 1700000000000`. */
const resultText = ({ metric, value: [at, value] = [0, ''] }: PromSeries): string => {
  const { __name__ = '', ...labels } = metric
  const shown = Object.entries(labels).map(([label, text]) => `${label}="${text}"`)
  return `${__name__}{${shown.join(',')}} ${value} ${at * 1000}`
}
