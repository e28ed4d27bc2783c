import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LabelSet, Sample, Series } from '../../../build/promql/evaluate/series.ts'
import { type Prometheus, startPrometheus } from '../../support/prometheus.ts'

/** The answers at each time, or what the server says against the query at one of them. */
export type Answers = ReadonlyMap<number, readonly Sample[] | Error>

export interface Oracle extends AsyncDisposable {
  /** What Prometheus answers at times that are `step` ms apart. */
  ask(query: string, from: number, to: number, step: number): Promise<Answers>
}

/** A real Prometheus that holds exactly these series, which have no staleness markers: a backfill cannot write one. */
export async function oracleOf(
  tools: { readonly promtool: string; readonly prometheus: string },
  series: readonly Series[],
): Promise<Oracle> {
  const folder = await mkdtemp(join(tmpdir(), 'evaluate-'))
  try {
    await writeFile(join(folder, 'samples.txt'), openMetrics(series))
    await mkdir(join(folder, 'data'))
    execFileSync(tools.promtool, [
      'tsdb',
      'create-blocks-from',
      'openmetrics',
      join(folder, 'samples.txt'),
      join(folder, 'data'),
    ])
    await writeFile(join(folder, 'prometheus.yml'), 'scrape_configs: []\n')
    const server = await startPrometheus(tools.prometheus, { folder })
    return { ask: (...query) => ask(server, ...query), [Symbol.asyncDispose]: server.stop }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function openMetrics(series: readonly Series[]): string {
  const lines = series.flatMap(({ labels: { __name__: name = '', ...labels }, times, values }) => {
    const written = Object.entries(labels).map(([label, value]) => `${label}=${JSON.stringify(value)}`)
    return times.map(
      (time, index) => `${name}{${written.join(',')}} ${number(values[index] ?? Number.NaN)} ${time / 1000}`,
    )
  })
  return `${lines.join('\n')}\n# EOF\n`
}

const number = (value: number): string =>
  Number.isFinite(value) ? String(value) : Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf'

interface Answer {
  readonly metric: LabelSet
  readonly value: readonly [time: number, value: string]
  readonly values: readonly (readonly [time: number, value: string])[]
}

/** One range query; where the server refuses it, an instant query at each time. */
async function ask(server: Prometheus, query: string, from: number, to: number, step: number): Promise<Answers> {
  const times = Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => from + index * step)
  // To a range query `@ start()` would be one time for all.
  const whole = /@ (?:start|end)\(\)/.test(query)
    ? new Error('asked one by one')
    : await inRange(server, query, from, to, step)
  if (!(whole instanceof Error)) return new Map(times.map((time) => [time, whole.get(time) ?? []]))
  const answers = new Map<number, readonly Sample[] | Error>()
  for (const time of times) answers.set(time, await atInstant(server, query, time))
  return answers
}

async function inRange(
  server: Prometheus,
  query: string,
  from: number,
  to: number,
  step: number,
): Promise<ReadonlyMap<number, readonly Sample[]> | Error> {
  const params = { query, start: String(from / 1000), end: String(to / 1000), step: String(step / 1000) }
  const data = await server.api('query_range', params).catch(asError)
  if (data instanceof Error) return data
  const found = new Map<number, Sample[]>()
  for (const { metric, values } of resultOf(data)) {
    for (const [seconds, value] of values) {
      const time = Math.round(seconds * 1000)
      const samples = found.get(time) ?? []
      found.set(time, samples)
      samples.push({ labels: metric, value: parse(value) })
    }
  }
  return found
}

async function atInstant(server: Prometheus, query: string, time: number): Promise<readonly Sample[] | Error> {
  const data = await server.api('query', { query, time: String(time / 1000) }).catch(asError)
  if (data instanceof Error) return data
  if (isScalar(data)) return [{ labels: {}, value: parse(data.result[1]) }]
  return resultOf(data).map(({ metric, value }) => ({ labels: metric, value: parse(value[1]) }))
}

const parse = (text: string): number => (/Inf$/.test(text) ? Number(`${text}inity`) : Number(text))
const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)))
const resultOf = (data: unknown): readonly Answer[] => (data as { readonly result: readonly Answer[] }).result
const isScalar = (data: unknown): data is { readonly result: readonly [number, string] } =>
  (data as { readonly resultType: string }).resultType === 'scalar'
