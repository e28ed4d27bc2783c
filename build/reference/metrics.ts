import { isClosed, isPossiblyEmpty, type Values } from '../language/labels.ts'
import type { AnyMetric } from '../language/metric.ts'
import type { Model } from '../model/model.ts'
import { queriesOf } from '../model/queries.ts'
import type { Subject } from '../model/subject.ts'
import type { Artifact } from '../output/artifact.ts'
import { goFloat } from '../promql/print.ts'
import { selectors } from '../promql/rewrite.ts'
import { code, page, plain, table } from '../targets/markdown.ts'

/** Every metric of the catalog: what it is, who exposes it under which conditions, and who reads it. */
export function metricsPage(model: Model, subject: Subject): Artifact {
  const readers = readersOf(model, subject)
  const files = [...new Set(model.metrics.map(({ file }) => file))]
  return page('metrics', 'Metrics', 'queries/*.ts', [
    `What ${model.stack.product.name} and its exporters expose. \`job\` and \`instance\` are labels of every scraped metric and are not repeated.`,
    ...files.flatMap((file) => [
      `## ${file}`,
      ...model.metrics
        .filter((metric) => metric.file === file)
        .map(({ value }) => metric(value, readers.get(value.name) ?? [])),
    ]),
  ])
}

function metric(of: AnyMetric, readers: readonly string[]): string {
  const exposed = of.facts.exposedAs
  const rows = [
    [
      'Type, unit',
      `${of.type}${exposed === undefined ? '' : `, exposed ${exposed === 'untyped' ? 'without a type' : `as a ${exposed}`}`}, ${of.unit}`,
    ],
    ['Exposed by', of.jobs.length === 0 ? 'Prometheus itself' : of.jobs.map(code).join(', ')],
    ...labelRows(of),
    ...(of.edges === undefined ? [] : [['Buckets', of.edges.map(goFloat).join(', ')]]),
    ...conditions(of),
    ['Read by', readers.length === 0 ? 'nobody' : readers.join(', ')],
  ]
  return [`### ${of.name}`, plain(of.facts.help), table(['', ''], rows)].join('\n\n')
}

const labelRows = ({ declared }: AnyMetric): readonly (readonly string[])[] =>
  Object.entries(declared)
    .filter(([label]) => label !== 'job' && label !== 'instance')
    .map(([label, values]) => [`Label ${code(label)}`, valuesText(values)])

function valuesText(values: Values): string {
  if (isClosed(values)) return values.map(code).join(', ')
  const some = values.extent === 'open' ? 'a few values' : 'any number of values'
  return isPossiblyEmpty(values) ? `${some}, or none` : some
}

function conditions({ facts }: AnyMetric): readonly (readonly string[])[] {
  const { since, until, needs, optional, labelVersions = {} } = facts
  return [
    ...(since === undefined ? [] : [['Since', `version ${since}`]]),
    ...(until === undefined ? [] : [['Until', `before version ${until}`]]),
    ...(needs === undefined ? [] : [['Needs the flag', code(needs)]]),
    ...(optional === undefined ? [] : [['May be missing', plain(optional)]]),
    ...Object.entries(labelVersions).map(([label, { since: from, until: to }]) => [
      `Label ${code(label)} only`,
      [from === undefined ? '' : `from version ${from}`, to === undefined ? '' : `before version ${to}`]
        .filter(Boolean)
        .join(', '),
    ]),
  ]
}

/** Links to the alerts and dashboards that read each metric. */
function readersOf(model: Model, subject: Subject): ReadonlyMap<string, readonly string[]> {
  const alertNames = new Set(model.groups.flatMap(({ alerts }) => alerts.map(({ name }) => name)))
  const readers = new Map<string, Set<string>>()
  for (const { expr, place } of queriesOf(subject)) {
    const [name = ''] = place.path
    const title = model.dashboards.find((dashboard) => dashboard.file === place.file)?.title
    const link = alertNames.has(name)
      ? `[${name}](../runbooks/${name}.md)`
      : title !== undefined && `[${title}](dashboards.md)`
    // Who reads a recording rule reads what it computes from.
    if (link === false) continue
    for (const known of selectors(expr).flatMap((selector) => model.catalog.metricsBehind(selector)))
      readers.set(known.name, (readers.get(known.name) ?? new Set()).add(link))
  }
  return new Map([...readers].map(([name, links]) => [name, [...links]]))
}
