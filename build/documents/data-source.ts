import { below, isObject, objectsBelow, textBelow } from './values.ts'

/**
 * Whether a query asks a Prometheus, or what speaks PromQL as one does. The data sources are those of the query itself and
 * of what is around it, from the inside out, as the JSON has them: an object with a type and a uid, or a name.
 */
export type AsksPrometheus = (...named: readonly unknown[]) => boolean

const isPrometheus = (type: string): boolean => /prometheus|mimir|thanos|cortex/i.test(type)

/** Names that tell what they are: a query language of their own, in which `expr` is no PromQL. */
const others =
  /loki|tempo|influx|elastic|graphite|postgres|mysql|mssql|cloudwatch|jaeger|zipkin|opentsdb|stackdriver|monitor-datasource|pyroscope|clickhouse|testdata|__expr__|-- dashboard --|-- grafana --/i

/**
 * Decides by the first of the data sources that says something: by its type, by the type of the variable or input of the
 * dashboard that it names, or by a name such as `Loki`. A query with `expr` whose data source says nothing is taken for PromQL.
 */
export function dataSourcesOf(dashboard: unknown): AsksPrometheus {
  const types = typesIn(dashboard)
  return (...named) => {
    const type = named.map((each) => typeOf(each, types)).find((each) => each !== undefined)
    return type === undefined || isPrometheus(type)
  }
}

/** The types of data sources by the names of what a dashboard lets people choose, when they import or when they look. */
function typesIn(dashboard: unknown): ReadonlyMap<string, string> {
  const inputs = objectsBelow(dashboard, '__inputs').map((input) => [input.name, input.pluginId])
  const variables = objectsBelow(dashboard, 'templating', 'list')
    .filter(({ type }) => type === 'datasource')
    .map(({ name, query }) => [name, query])
  const ofVersion2 = objectsBelow(dashboard, 'variables')
    .filter(({ kind }) => kind === 'DatasourceVariable')
    .map((variable) => [below(variable, 'spec', 'name'), below(variable, 'spec', 'pluginId')])
  return new Map(
    [...inputs, ...variables, ...ofVersion2].filter(
      (pair): pair is [string, string] => typeof pair[0] === 'string' && typeof pair[1] === 'string',
    ),
  )
}

function typeOf(source: unknown, types: ReadonlyMap<string, string>): string | undefined {
  const type = textBelow(source, 'type') || textBelow(source, 'group')
  if (type && type !== 'datasource') return type
  const name = isObject(source) ? (textBelow(source, 'uid') ?? textBelow(source, 'name')) : source
  if (typeof name !== 'string' || /-- mixed --|^\$?\{?DS_EXPRESSION/i.test(name)) return undefined
  const variable = /^\$\{?(\w+)(?::\w+)?\}?$/.exec(name)?.[1]
  return types.get(variable ?? name) ?? (others.test(name) ? name : undefined)
}
