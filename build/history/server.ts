import * as z from 'zod'
import type { Client } from '../doctor/client/client.ts'
import { ask, timeOf } from '../doctor/prometheus/api.ts'
import { serverOf, told } from '../doctor/prometheus/known/server.ts'
import type { RecordingRule } from '../documents/views.ts'
import type { Restoring } from '../drills/course.ts'
import type { Span } from '../drills/spans.ts'
import { parse } from '../promql/parse.ts'
import { printLine } from '../promql/print.ts'
import { lengthOf } from './inline.ts'
import { range } from './range.ts'

/** A group of rules that a Prometheus evaluates now. Times are in milliseconds. */
export interface LoadedGroup {
  readonly name: string
  readonly interval: number
  readonly lastEvaluation: number
  readonly rules: readonly {
    readonly type: string
    readonly name: string
    readonly query: string
    readonly labels?: Readonly<Record<string, string>> | undefined
  }[]
}

/** What a Prometheus says of itself. Times are in milliseconds; a part that it did not tell is `undefined`. */
export interface Remembering {
  readonly now: number
  readonly retention: number | undefined
  readonly evaluationInterval: number | undefined
  readonly groups: readonly LoadedGroup[]
  readonly restoring: Restoring
}

const usual: Restoring = { grace: 600_000, tolerance: 3_600_000 }

const rules = z.object({
  groups: z.array(
    z.object({
      name: z.string(),
      interval: z.number(),
      lastEvaluation: z.string(),
      rules: z.array(
        z.object({
          type: z.string(),
          name: z.string(),
          query: z.string(),
          labels: z.record(z.string(), z.string()).optional(),
        }),
      ),
    }),
  ),
})

/** Throws `Unanswered` where nobody answers, or no Prometheus. */
export async function rememberingOf(client: Client): Promise<Remembering> {
  const now = (await timeOf(client)) * 1000
  const server = await serverOf(client)
  const flags = await told(ask(client, z.record(z.string(), z.string()), 'status/flags'))
  const groups = (await told(ask(client, rules, 'rules')))?.groups ?? []
  const flag = (name: string): number | undefined => lengthOf(flags?.[name] ?? '')
  return {
    now,
    retention: server.retention === undefined ? undefined : server.retention * 1000,
    evaluationInterval: server.evaluationInterval === undefined ? undefined : server.evaluationInterval * 1000,
    groups: groups.map((group) => ({
      ...group,
      interval: Math.round(group.interval * 1000),
      lastEvaluation: Date.parse(group.lastEvaluation),
    })),
    restoring: {
      grace: flag('rules.alert.for-grace-period') ?? usual.grace,
      tolerance: flag('rules.alert.for-outage-tolerance') ?? usual.tolerance,
    },
  }
}

/** Whether a Prometheus evaluates this very recording rule now. */
export const isLoaded = ({ name, query, labels }: RecordingRule, groups: readonly LoadedGroup[]): boolean =>
  groups.some((group) =>
    group.rules.some(
      (rule) =>
        rule.type === 'recording' &&
        rule.name === name &&
        plain(rule.query) === printLine(query.expr) &&
        sorted(rule.labels ?? {}) === sorted(labels),
    ),
  )

function plain(query: string): string {
  try {
    return printLine(parse(query))
  } catch {
    return query
  }
}

const sorted = (labels: Readonly<Record<string, string>>): string =>
  JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)))

/** What was scraped within a stretch of time. Times are Unix milliseconds. */
export interface Scraped {
  /** The first scrape that is remembered; `undefined` where none is. */
  readonly since: number | undefined
  /** When nothing was scraped at all: Prometheus was down, or alone. */
  readonly gaps: readonly Span[]
}

/** When nothing at all was scraped, looked at every `interval` milliseconds. */
export async function scrapedIn(client: Client, { from, until }: Span, interval: number): Promise<Scraped> {
  const last: number[] = []
  const query = 'max(timestamp(up))'
  for await (const { at, failed } of range(client, query, { from, until, interval })) {
    if (failed !== undefined) continue
    for (const samples of at.values()) for (const { value } of samples) last.push(Math.round(value * 1000))
  }
  const times = [...new Set(last)].sort((a, b) => a - b)
  const [first] = times
  if (first === undefined) return { since: undefined, gaps: [] }
  const steps = times.slice(1).map((time, at) => time - (times[at] ?? time))
  const usualStep = Math.max(interval, steps.toSorted((a, b) => a - b)[Math.floor(steps.length / 2)] ?? interval)
  const longest = 3 * usualStep
  const gaps: Span[] = []
  for (const [at, time] of [...times, until].entries()) {
    const before = at === 0 ? Math.max(first, from) : (times[at - 1] ?? time)
    if (time - before > longest) gaps.push({ from: before + usualStep, until: time })
  }
  return { since: Math.max(first, from), gaps }
}

/** When a group was evaluated, modulo its interval; `undefined` where the Prometheus knows no such group. */
export async function phaseOf(
  client: Client,
  { from, until }: Span,
  { name, interval, names }: { readonly name: string; readonly interval: number; readonly names: readonly string[] },
  groups: readonly LoadedGroup[],
): Promise<number | undefined> {
  const holds = (group: LoadedGroup): boolean => group.rules.some((rule) => names.includes(rule.name))
  const loaded = groups.find((group) => group.name === name && group.interval === interval && holds(group))
  if (loaded === undefined) return undefined
  // What it wrote carries the very moment; what it says of itself is a few milliseconds late.
  const alerts = loaded.rules.filter(({ type }) => type === 'alerting').map((rule) => rule.name)
  const recorded = loaded.rules.find(({ type }) => type === 'recording')
  const written = [
    ...(alerts.length === 0 ? [] : [`timestamp(ALERTS{alertname=~"${alerts.join('|')}"})`]),
    ...(recorded === undefined ? [] : [`timestamp(${recorded.name})`]),
  ]
  const step = Math.max(interval, Math.ceil((until - from) / 1000))
  let latest: number | undefined
  for await (const { at } of range(client, `max(${written.join(' or ')})`, { from, until, interval: step }))
    for (const samples of at.values()) for (const { value } of samples) latest = Math.round(value * 1000)
  return (latest ?? loaded.lastEvaluation) % interval
}
