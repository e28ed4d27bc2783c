import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Schema, Series } from '../../../build/promql/infer/schema.ts'

const instances = ['one:80', 'two:80']
const edges = [0.1, 0.5, 1, 5]
const le = [...edges.map(String), '+Inf']
const http = { job: ['api'], instance: 'open', method: ['GET', 'POST'] } as const

/** A small world of series of every kind, some of which lack a label. */
export const series: Readonly<Record<string, Series>> = {
  http_requests_total: { kind: 'counter', unit: 'count', labels: { ...http, status: ['200', '404', '500'] } },
  http_request_duration_seconds_bucket: { kind: 'bucket', unit: 'seconds', labels: { ...http, le }, edges },
  http_request_duration_seconds_count: { kind: 'counter', unit: 'count', labels: http },
  http_request_duration_seconds_sum: { kind: 'counter', unit: 'seconds', labels: http },
  up: { kind: 'state', unit: 'state', labels: { job: ['api', 'worker', 'node'], instance: 'open' } },
  process_start_time_seconds: {
    kind: 'timestamp',
    unit: 'seconds',
    labels: { job: ['api', 'worker'], instance: 'open' },
  },
  queue_length: { kind: 'gauge', labels: { job: ['worker'], instance: 'open', queue: ['a', 'b', 'c'] }, unit: 'count' },
  task_failures_total: {
    kind: 'counter',
    unit: 'count',
    labels: { job: ['worker'], instance: 'open', queue: ['a', 'b', 'c'], reason: ['timeout', 'crash'] },
    optional: ['reason'],
  },
  disk_free_bytes: {
    kind: 'gauge',
    unit: 'bytes',
    labels: { job: ['node'], instance: 'open', device: ['sda', 'sdb'], fstype: ['ext4', 'xfs'] },
    optional: ['fstype'],
  },
  disk_size_bytes: {
    kind: 'gauge',
    unit: 'bytes',
    labels: { job: ['node'], instance: 'open', device: ['sda', 'sdb'] },
  },
  build_info: { kind: 'info', labels: { job: ['api', 'worker'], instance: 'open' }, unit: 'count' },
  'job:requests:rate5m': { kind: 'gauge', labels: { job: ['api'] }, unit: 'count/s' },
}

export const schema: Schema = {
  find: (name) => (Object.hasOwn(series, name) ? series[name] : undefined),
  names: Object.keys(series),
}

export const start = 1_700_006_400
export const end = start + 1800

/** Writes samples of every series that the schema allows into blocks of a new folder, which a server can be started in. */
export function backfill(promtool: string): { readonly folder: string; readonly remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'world-'))
  const lines = Object.entries(series).flatMap(([name, of]) =>
    combinations(of).flatMap((labels) => samples(name, labels, of)),
  )
  writeFileSync(join(folder, 'samples.txt'), `${lines.join('\n')}\n# EOF\n`)
  mkdirSync(join(folder, 'data'))
  execFileSync(promtool, [
    'tsdb',
    'create-blocks-from',
    'openmetrics',
    join(folder, 'samples.txt'),
    join(folder, 'data'),
  ])
  writeFileSync(join(folder, 'prometheus.yml'), 'scrape_configs: []\n')
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

type Labels = Readonly<Record<string, string>>

function combinations({ labels, optional = [] }: Series): readonly Labels[] {
  let all: readonly Labels[] = [{}]
  for (const [label, values] of Object.entries(labels)) {
    const choices = [...(values === 'open' ? instances : values), ...(optional.includes(label) ? [''] : [])]
    all = all.flatMap((each) => choices.map((value) => ({ ...each, [label]: value })))
  }
  return all
}

function samples(name: string, labels: Labels, of: Series): readonly string[] {
  const written = Object.entries(labels)
    .filter(([, value]) => value !== '')
    .map(([label, value]) => `${label}="${value}"`)
  const slope = 1 + ([...`${name}${written.join()}`].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % 7)
  const bucket = labels.le === undefined ? slope : le.indexOf(labels.le) + 1
  return Array.from({ length: 121 }, (_, at) => {
    const value = {
      counter: at * slope,
      bucket: at * bucket,
      gauge: slope * 10 + (at % 5),
      state: at % 4 === 0 && slope > 5 ? 0 : 1,
      info: 1,
    }
    const now = of.kind === 'timestamp' ? start - slope : value[of.kind]
    return `${name}{${written.join(',')}} ${now} ${start + at * 15}`
  })
}
