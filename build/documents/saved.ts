import { Cursor } from './cursor.ts'
import type { ForeignMetric } from './exposition/metric.ts'
import { readJson } from './json.ts'
import { UnreadableText } from './located.ts'
import type { FileText } from './text.ts'
import type { Fault, Server } from './views.ts'

/** What a Prometheus told, to be asked again without it. */
export interface Saved {
  readonly server: Server
  readonly metrics: readonly (readonly [series: string, ForeignMetric])[]
}

const format = 'monitoring-catalog/1'

/** Whether a text is a saved catalog, and no exposition. */
export const isSaved = (text: string): boolean =>
  text.startsWith('{') && text.slice(0, 200).includes('"monitoring-catalog/')

/** The text of a file: the same of the same answers, one metric to a line. */
export function savedText({ server, metrics }: Saved): string {
  const lines = metrics.map(
    ([series, { isStored: _, ...metric }]) => `    ${JSON.stringify(series)}: ${JSON.stringify(metric)}`,
  )
  const head = `  "format": ${JSON.stringify(format)},\n  "server": ${JSON.stringify(server)},`
  return `{\n${head}\n  "metrics": {\n${lines.join(',\n')}\n  }\n}\n`
}

/** Reads a saved catalog. What is no catalog of this version is a fault, and nothing is known then. */
export function readSaved({ file, text }: FileText): Saved | Fault {
  const fault = (what: string): Fault => ({
    ...{ check: 'unreadable-file', place: { file, path: [] }, what },
    next: 'Save it again: check --prometheus URL --save-catalog FILE.',
  })
  try {
    const root = Cursor.of({ file, text, ...readJson(text) })
    const told = root.get('format').text
    if (told !== format) return fault(`This catalog has the format ${told}, and ${format} is read.`)
    return {
      server: serverFrom(root.get('server')),
      metrics: root.get('metrics').entries.map(([name, each]) => [name, metricFrom(name, each)]),
    }
  } catch (error) {
    if (error instanceof UnreadableText) return fault(error.message)
    throw error
  }
}

const serverFrom = (server: Cursor): Server => ({
  version: server.get('version').text,
  retention: server.get('retention').number,
  evaluationInterval: server.get('evaluationInterval').number,
  flags: server.get('flags').isList ? texts(server.get('flags')) : undefined,
  jobs: server.get('jobs').isList
    ? server
        .get('jobs')
        .items.map((job) => ({ name: job.get('name').text ?? '', interval: job.get('interval').number ?? 60 }))
    : undefined,
})

const types: readonly ForeignMetric['type'][] = [
  'counter',
  'gauge',
  'histogram',
  'summary',
  'info',
  'timestamp',
  'unknown',
]

function metricFrom(series: string, metric: Cursor): ForeignMetric {
  const labels = metric.get('labels')
  return {
    name: metric.get('name').text ?? series,
    type: types.find((type) => type === metric.get('type').text) ?? 'unknown',
    unit: metric.get('unit').text as ForeignMetric['unit'],
    labels: labels.isRecord
      ? Object.fromEntries(labels.entries.map(([label, values]) => [label, texts(values)]))
      : undefined,
    optional: texts(metric.get('optional')),
    samples: metric
      .get('samples')
      .items.map((sample) => Object.fromEntries(sample.entries.map(([label, value]) => [label, value.text ?? '']))),
    edges: metric.get('edges').isList ? metric.get('edges').items.flatMap(({ number }) => number ?? []) : undefined,
    isStored: true,
  }
}

const texts = (list: Cursor): readonly string[] => list.items.flatMap(({ text }) => text ?? [])
