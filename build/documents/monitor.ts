import type { Cursor } from './cursor.ts'
import type { Reading } from './reading.ts'
import { seconds } from './rules.ts'
import type { Monitor } from './views.ts'

/** The resources of the operator that have targets scraped, each with what its job may be called. */
const kinds: Readonly<Record<string, (resource: Cursor, name: string, id: string) => Scraped>> = {
  // The job is called after the service, which its own labels usually name.
  ServiceMonitor: (resource, name) => ({
    jobs: [name, ...labelValues(resource.get('spec', 'selector', 'matchLabels'))],
    intervals: resource.get('spec', 'endpoints').items.map((endpoint) => endpoint.get('interval')),
  }),
  PodMonitor: (resource, _, id) => ({
    jobs: [id, ...labelValues(resource.get('spec', 'selector', 'matchLabels'))],
    intervals: resource.get('spec', 'podMetricsEndpoints').items.map((endpoint) => endpoint.get('interval')),
  }),
  ScrapeConfig: (resource, _, id) => ({
    jobs: [resource.get('spec', 'jobName').text ?? `scrapeConfig/${id}`],
    intervals: [resource.get('spec', 'scrapeInterval')],
  }),
  Probe: (resource, _, id) => ({
    jobs: [resource.get('spec', 'jobName').text ?? `probe/${id}`],
    intervals: [resource.get('spec', 'interval')],
  }),
}

interface Scraped {
  readonly jobs: readonly string[]
  readonly intervals: readonly Cursor[]
}

const labelValues = (labels: Cursor): readonly string[] => labels.entries.flatMap(([, { text }]) => text ?? [])

/** What a ServiceMonitor and the like say of how often targets are scraped; `undefined` for any other resource. */
export function monitorIn(resource: Cursor, reading: Reading): Monitor | undefined {
  const kind = resource.get('kind').text ?? ''
  const read = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined
  if (read === undefined || !resource.get('spec').isRecord) return undefined
  const name = resource.get('metadata', 'name').text ?? ''
  const namespace = resource.get('metadata', 'namespace').text
  const { jobs, intervals } = read(resource, name, namespace === undefined ? name : `${namespace}/${name}`)
  return {
    kind,
    jobs,
    // One that says nothing is scraped as the server has it.
    intervals: intervals.map((each) => (each.isThere ? seconds(each, [name], reading) : undefined)),
  }
}
