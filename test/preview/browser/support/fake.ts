import type { ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { openPrometheus } from '../../../../build/data/remote.ts'
import type { DataSource } from '../../../../build/data/source.ts'
import { listening } from '../../../support/listening.ts'

/** What a series is at a moment, as Prometheus prints it; Unix seconds. */
export type Value = (at: number) => string

/** Series by their labels. */
export type Series = readonly { readonly metric: Readonly<Record<string, string>>; readonly value: Value }[]

/** What a fake Prometheus knows. */
export interface Known {
  readonly series: (query: string) => Series
  readonly values?: (label: string) => readonly string[]
  /** Answers instead, where it returns `true`. */
  readonly instead?: (query: string, response: ServerResponse) => boolean
}

/** A moment that fake data takes for now: nothing depends on the clock. */
export const now = Date.UTC(2026, 0, 14, 12)

/** A Prometheus over HTTP that answers what it is told to, until the test ends. */
export async function fakePrometheus({ series, values = () => [], instead }: Known): Promise<DataSource> {
  const url = await listening(async (request, response) => {
    const form = new URLSearchParams(await text(request))
    const { pathname } = new URL(request.url ?? '/', 'http://fake')
    const query = form.get('query') ?? ''
    if (instead?.(query, response)) return
    const [, label] = /\/label\/(\w+)\/values$/.exec(pathname) ?? []
    const data = label === undefined ? answerOf(form, series(query)) : values(label)
    sendJson(response, 200, { status: 'success', data })
  })
  return { ...openPrometheus(url, { timeout: 2_000 }), now }
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json' })
  response.end(JSON.stringify(body))
}

/** An error in Prometheus' own form. */
export const refuse = (response: ServerResponse, status: number, errorType: string, error: string): void =>
  sendJson(response, status, { status: 'error', errorType, error })

function answerOf(form: URLSearchParams, series: Series): unknown {
  const time = form.get('time')
  if (time !== null)
    return {
      resultType: 'vector',
      result: series.map(({ metric, value }) => ({ metric, value: [Number(time), value(Number(time))] })),
    }
  const [start, end, step] = ['start', 'end', 'step'].map((name) => Number(form.get(name)))
  const times: number[] = []
  for (let at = start ?? 0; at <= (end ?? 0); at += step || 60) times.push(at)
  return {
    resultType: 'matrix',
    result: series.map(({ metric, value }) => ({ metric, values: times.map((at) => [at, value(at)]) })),
  }
}
