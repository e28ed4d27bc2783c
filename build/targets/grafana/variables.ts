import type { Filter } from '../../language/dashboard.ts'
import { select } from '../../language/metric.ts'
import { seriesNames } from '../../model/catalog.ts'
import { printLine } from '../../promql/print.ts'
import { datasource } from './datasource.ts'
import type { Variable } from './sdk.ts'

const picker = {
  includeAll: false,
  options: [],
  refresh: 1,
  regex: '',
} as const

/** The data source picker, by which one file serves every environment. */
export const datasourceVariable = (text: string, uid: string): Variable => ({
  type: 'datasource',
  name: 'datasource',
  label: 'Data source',
  query: 'prometheus',
  current: { text, value: uid },
  ...picker,
})

/** The picker of where logs are kept, of a dashboard that shows some. */
export const logsVariable: Variable = {
  type: 'datasource',
  name: 'logs',
  label: 'Logs',
  query: 'loki',
  current: { text: '', value: '' },
  ...picker,
}

/** A picker of label values, asked of the metric that has them, anew whenever the time range changes. */
export function filterVariable({ name, label, metric, of }: Filter): Variable {
  const [series = metric.name] = seriesNames(metric).slice(-1)
  const query = `label_values(${printLine(select({ name: series, matchers: metric.matchers }))}, ${of})`
  return {
    type: 'query',
    name,
    label,
    datasource,
    definition: query,
    query: { qryType: 1, query, refId: 'PrometheusVariableQueryEditor-VariableQuery' },
    current: { text: 'All', value: ['$__all'] },
    includeAll: true,
    allValue: '.*',
    multi: true,
    options: [],
    refresh: 2,
    regex: '',
    regexApplyTo: 'value',
    sort: 1,
  }
}
