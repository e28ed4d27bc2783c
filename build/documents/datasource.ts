import type { Cursor } from './cursor.ts'

/** Which of a dashboard's data sources are Prometheus. */
export type AsksPrometheus = (...named: readonly Cursor[]) => boolean

const isPrometheus = (type: string): boolean => /prometheus|mimir|thanos|cortex/i.test(type)

/** Names that tell what they are: a query language of their own, in which `expr` is no PromQL. */
const others =
  /loki|tempo|influx|elastic|graphite|postgres|mysql|mssql|cloudwatch|jaeger|zipkin|opentsdb|stackdriver|monitor-datasource|pyroscope|clickhouse|testdata|__expr__|-- dashboard --/i

/**
 * Decides by the first of the data sources that says something: by its type, by the type of the variable or input that
 * it names, or by a name such as `Loki`. A query with `expr` whose data source says nothing is taken for PromQL.
 */
export function dataSourcesOf(dashboard: Cursor): AsksPrometheus {
  const types = new Map<string, string>()
  for (const input of dashboard.get('__inputs').items) learn(types, input.get('name').text, input.get('pluginId').text)
  for (const variable of dashboard.get('templating', 'list').items)
    if (variable.get('type').text === 'datasource') learn(types, variable.get('name').text, variable.get('query').text)
  for (const variable of dashboard.get('variables').items)
    if (variable.get('kind').text === 'DatasourceVariable')
      learn(types, variable.get('spec', 'name').text, variable.get('spec', 'pluginId').text)

  const typeOf = (source: Cursor): string | undefined => {
    const type = source.get('type').text || source.get('group').text
    if (type && type !== 'datasource') return type
    const name = source.text ?? source.get('uid').text ?? source.get('name').text
    if (name === undefined || /-- mixed --|^\$?\{?DS_EXPRESSION/i.test(name)) return undefined
    const variable = /^\$\{?(\w+)(?::\w+)?\}?$/.exec(name)?.[1]
    return types.get(variable ?? name) ?? (others.test(name) ? name : undefined)
  }
  return (...named) => {
    const type = named.map(typeOf).find((each) => each !== undefined)
    return type === undefined || isPrometheus(type)
  }
}

function learn(types: Map<string, string>, name: string | undefined, type: string | undefined): void {
  if (name !== undefined && type !== undefined) types.set(name, type)
}
