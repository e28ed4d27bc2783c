import { type Family, readExposition } from '../../build/documents/exposition/families.ts'
import { readLine } from '../../build/documents/exposition/line.ts'
import { isClosed } from '../../build/language/labels.ts'
import { type AnyMetric, exposedType } from '../../build/language/metric.ts'
import type { JobName } from '../../build/language/register.ts'
import { model } from './package.ts'

/** The metrics that a job is to expose. */
export const metricsOf = (job: JobName): readonly AnyMetric[] =>
  model.metrics.map(({ value }) => value).filter(({ jobs }) => jobs.includes(job))

/** How an exposition differs from what the catalog says of a job, a sentence each. */
export function differences(text: string, job: JobName): readonly string[] {
  const { families, faults } = readExposition(text)
  const metrics = metricsOf(job)
  const found = new Map(families.map((family) => [family.name, family]))
  const expected = new Set(metrics.map(({ name }) => name))
  return [
    ...faults.map(({ line, what }) => `line ${line}: ${what}`),
    ...families.filter(({ name }) => !expected.has(name)).map(({ name }) => `${name} is not in the catalog`),
    ...metrics.flatMap((metric) => {
      const family = found.get(metric.name)
      return family === undefined ? [`${metric.name} is missing`] : compared(metric, family)
    }),
  ]
}

function compared(metric: AnyMetric, family: Family): readonly string[] {
  const { name, facts, edges } = metric
  const parts = edges === undefined ? [name] : ['_bucket', '_count', '_sum'].map((suffix) => name + suffix)
  const differ = (what: string, real: unknown, wanted: unknown): readonly string[] =>
    JSON.stringify(real) === JSON.stringify(wanted)
      ? []
      : [`${name} has ${what} ${JSON.stringify(real)}, not ${JSON.stringify(wanted)}`]
  return [
    ...differ('type', family.type, exposedType(metric)),
    ...differ('help', family.help, facts.help),
    // What is there while something goes on has no series before.
    ...(facts.optional !== undefined && family.series.size === 0
      ? []
      : differ('series', [...family.series.keys()].sort(), parts)),
    ...[...family.series].flatMap(([part, labels]) => {
      const declared = Object.entries(metric.declared).filter(([label]) => label !== 'job' && label !== 'instance')
      const bucket = part.endsWith('_bucket') ? ['le'] : []
      return [
        ...differ('labels', [...labels.keys()].sort(), [...declared.map(([label]) => label), ...bucket].sort()),
        ...declared.flatMap(([label, values]) =>
          isClosed(values) && !hasOpenLabel(metric)
            ? differ(`values of ${label}`, [...(labels.get(label) ?? [])].sort(), [...values].sort())
            : [],
        ),
        ...(bucket.length === 0 ? [] : differ('buckets', edgesIn(labels.get('le')), [...(edges ?? []), null])),
      ]
    }),
  ]
}

const hasOpenLabel = ({ declared }: AnyMetric): boolean =>
  Object.entries(declared).some(([label, values]) => label !== 'instance' && !isClosed(values))

/** As JSON shows them, which has no infinity. */
const edgesIn = (texts: ReadonlySet<string> = new Set()): readonly number[] =>
  [...texts].map((text) => (text === '+Inf' ? Number.POSITIVE_INFINITY : Number(text))).sort((a, b) => a - b)

/** The samples of an exposition by their series, written as `name{a="b"}` with labels in alphabetical order. */
export function samples(text: string): ReadonlyMap<string, number> {
  const found = new Map<string, number>()
  for (const line of text.split('\n')) {
    const read = readLine(line)
    if (read.is !== 'sample') continue
    const labels = Object.entries(read.labels).sort(([a], [b]) => (a < b ? -1 : 1))
    const inner = labels.map(([label, value]) => `${label}=${JSON.stringify(value)}`).join(',')
    found.set(inner === '' ? read.name : `${read.name}{${inner}}`, read.value)
  }
  return found
}

/** The samples whose series begins like this, without those that are 0. */
export const counted = (text: string, name: string): Readonly<Record<string, number>> =>
  Object.fromEntries([...samples(text)].filter(([series, value]) => value !== 0 && series.startsWith(name)))
