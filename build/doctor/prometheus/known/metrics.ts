import * as z from 'zod'
import {
  type Draft,
  draftOf,
  type Family,
  familyTypes,
  mostValues,
  observe,
  owner,
} from '../../../documents/exposition/families.ts'
import { foreignSeries } from '../../../documents/exposition/foreign.ts'
import type { ForeignMetric } from '../../../documents/exposition/metric.ts'
import type { Client } from '../../client/client.ts'
import { Unanswered } from '../../client/unanswered.ts'
import { ask, queryNow, type Sample } from '../api.ts'

/** Metrics by the names of their series. */
export type Known = readonly (readonly [series: string, ForeignMetric])[]

/** A metric with more series is asked for its labels and their values instead. */
const mostSeries = 1_000
/** How many series are read at once, and in all: past that a metric is known by its name and type. */
const atOnce = 5_000
const inAll = 200_000
/** In characters: proxies take no longer addresses. */
const longestNames = 4_000

/**
 * What Prometheus has of these metrics now: type, labels, values, buckets. Every other name that it had within a day is known
 * by its name and type. With `undefined` all are asked for, as far as the limits go. Throws `Unanswered`.
 */
export async function metricsOf(client: Client, wanted: ReadonlySet<string> | undefined): Promise<Known> {
  const [all, types] = await Promise.all([namesOf(client), familiesOf(client)])
  const drafts = new Map(types)
  for (const name of all) {
    const family = owner(drafts, name)
    if (!drafts.has(family)) drafts.set(family, draftOf(family))
  }
  const asked = all.filter((name) => wanted?.has(name) ?? true)
  const counts = await countsOf(client, asked)
  const few = asked.filter((name) => (counts.get(name) ?? 0) <= mostSeries)
  let left = inAll
  for (const names of parcels(few, (name) => counts.get(name) ?? 0)) {
    left -= names.reduce((sum, name) => sum + (counts.get(name) ?? 0), 0)
    if (left < 0) break
    for (const { labels, value } of await queryNow(client, choosing(names))) {
      const { __name__: name = '', ...rest } = labels
      const family = drafts.get(owner(drafts, name))
      if (family !== undefined) observe(family, name, rest, value)
    }
  }
  const optional = new Map<string, readonly string[]>()
  for (const name of asked.filter((each) => (counts.get(each) ?? 0) > mostSeries)) {
    const labels = await labelsOf(client, name)
    optional.set(name, await partialOf(client, name, Object.keys(labels)))
    const family = drafts.get(owner(drafts, name))
    family?.series.set(name, new Map(Object.entries(labels).map(([label, values]) => [label, new Set(values)])))
  }
  const seen = new Map([...drafts.values()].flatMap((family: Family) => foreignSeries(family)))
  return all.toSorted().map((name): readonly [string, ForeignMetric] => {
    const known = seen.get(name) ?? { name, type: 'unknown', unit: undefined, labels: undefined, edges: undefined }
    const partial = optional.get(name)
    return [name, { ...known, ...(partial === undefined ? {} : { optional: partial, samples: [] }), isStored: true }]
  })
}

async function namesOf(client: Client): Promise<readonly string[]> {
  const names = await ask(client, z.array(z.string()), 'label/__name__/values')
  if (names.length > 0) return names
  throw new Unanswered({
    what: `${client.name} at ${client.url} has no metric at all.`,
    next: 'Ask one that scrapes what the files are about, or take a recorded exposition: --catalog FILE.',
  })
}

const metadata = z.record(
  z.string(),
  z.array(z.object({ type: z.string(), help: z.string().default(''), unit: z.string().default('') })),
)

/** The families by their name, with the type on which all targets agree. */
async function familiesOf(client: Client): Promise<readonly (readonly [string, Draft])[]> {
  const told = await ask(client, metadata, 'metadata').catch((error: unknown) => {
    // Others than Prometheus itself may not keep it.
    if (error instanceof Unanswered && error.status !== undefined && error.status !== 401) return {}
    throw error
  })
  return Object.entries(told).map(([name, [first, ...others]]) => {
    const isCertain = others.every(({ type }) => type === first?.type)
    const type = familyTypes.find((each) => each === first?.type)
    return [name, { ...draftOf(name), type: (isCertain ? type : undefined) ?? 'unknown', unit: first?.unit ?? '' }]
  })
}

/** How many series each has now. */
async function countsOf(client: Client, names: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>()
  for (const parcel of parcels(names, () => 0))
    for (const { labels, value } of await queryNow(client, `count by (__name__) (${choosing(parcel)})`))
      counts.set(labels.__name__ ?? '', value)
  return counts
}

/** Names in as few parts as their series and the length of an address allow. */
function* parcels(names: readonly string[], series: (name: string) => number): Generator<readonly string[]> {
  let parcel: string[] = []
  let [length, count] = [0, 0]
  for (const name of names) {
    if (parcel.length > 0 && (length + name.length > longestNames || count + series(name) > atOnce)) {
      yield parcel
      parcel = []
      length = count = 0
    }
    parcel.push(name)
    length += name.length + 1
    count += series(name)
  }
  if (parcel.length > 0) yield parcel
}

const choosing = (names: readonly string[]): string =>
  `{__name__=~${JSON.stringify(names.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|'))}}`

async function labelsOf(client: Client, name: string): Promise<Readonly<Record<string, readonly string[]>>> {
  const match = { 'match[]': choosing([name]) }
  const labels = await ask(client, z.array(z.string()), 'labels', match)
  const values = await Promise.all(
    labels
      .filter((label) => label !== '__name__')
      .map(async (label) => {
        const all = await ask(client, z.array(z.string()), `label/${encodeURIComponent(label)}/values`, match)
        return [label, all.slice(0, mostValues)] as const
      }),
  )
  return Object.fromEntries(values)
}

/** Those of the labels that some series lack now. */
async function partialOf(client: Client, name: string, labels: readonly string[]): Promise<readonly string[]> {
  const lacking = await Promise.all(
    labels.map(async (label): Promise<readonly Sample[]> => {
      const selector = `{__name__=${JSON.stringify(name)}, ${/^\w+$/.test(label) ? label : JSON.stringify(label)}=""}`
      return queryNow(client, `count(${selector})`)
    }),
  )
  return labels.filter((_, at) => (lacking[at] ?? []).length > 0)
}
