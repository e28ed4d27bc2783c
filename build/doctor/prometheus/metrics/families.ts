import * as z from 'zod'
import type { Exposition, Family } from '../../../documents/exposition/families.ts'
import { familyTypes } from '../../../documents/exposition/families.ts'
import { isPossiblyEmpty, open } from '../../../language/labels.ts'
import type { Client } from '../../client/client.ts'
import type { Expected } from '../../contract/expected.ts'
import { ask, queryNow, type Sample } from '../api.ts'

const metadata = z.array(
  z.object({ metric: z.string(), type: z.enum(familyTypes).catch('unknown'), help: z.string(), unit: z.string() }),
)
/** What a job's targets say of a metric: its type, help and unit. */
export type Metadata = z.output<typeof metadata>[number]

/**
 * What the targets of a job say of a metric. An exposition in OpenMetrics says it of a counter without the `_total`
 * that its series have.
 */
export async function metadataOf(client: Client, job: string): Promise<(metric: string) => Metadata | undefined> {
  const told = await ask(client, metadata, 'targets/metadata', { match_target: `{job=${JSON.stringify(job)}}` })
  const byName = new Map(told.map((each) => [each.metric, each]))
  return (metric) => byName.get(metric) ?? byName.get(metric.replace(/_total$/, ''))
}

/**
 * What Prometheus recorded of the expected metrics of a job, in the form of an exposition. `ours` are the labels that
 * the configuration adds, such as `job`.
 */
export async function recorded(
  client: Client,
  job: string,
  expected: readonly Expected[],
  ours: ReadonlySet<string>,
): Promise<Exposition> {
  const [told, samples] = await Promise.all([metadataOf(client, job), samplesOf(client, job, expected)])
  const byName = new Map<string, Sample[]>()
  for (const sample of samples) {
    const name = sample.labels.__name__ ?? ''
    byName.set(name, [...(byName.get(name) ?? []), sample])
  }
  const families = expected.flatMap(({ name, type, labels }): readonly Family[] => {
    const possiblyEmpty = Object.keys(labels).filter((label) => isPossiblyEmpty(labels[label] ?? open))
    const series = partsOf({ name, type }).flatMap((part) => {
      const these = byName.get(part)
      return these === undefined ? [] : [[part, valuesIn(these, ours, possiblyEmpty)] as const]
    })
    const about = told(name)
    const { type: exposed = 'unknown', help = '', unit = '' } = about ?? {}
    if (series.length === 0 && about === undefined) return []
    return [
      {
        name,
        type: exposed,
        help,
        unit,
        series: new Map(series),
        samples: new Map(),
        partial: new Map(),
        alwaysOne: false,
      },
    ]
  })
  return { families, faults: [] }
}

/** The names of the series of a metric. */
export const partsOf = ({ name, type }: Pick<Expected, 'name' | 'type'>): readonly string[] =>
  type === 'histogram' ? [`${name}_bucket`, `${name}_count`, `${name}_sum`] : [name]

const samplesOf = (client: Client, job: string, expected: readonly Expected[]): Promise<readonly Sample[]> =>
  queryNow(client, `{job=${JSON.stringify(job)}, __name__=~"${expected.flatMap(partsOf).join('|')}"}`)

/** The values of each label. What the exporter left empty, Prometheus has not stored: it stands here as an empty value. */
function valuesIn(
  samples: readonly Sample[],
  ours: ReadonlySet<string>,
  possiblyEmpty: readonly string[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const empty = Object.fromEntries(possiblyEmpty.map((label) => [label, '']))
  const seen = new Map<string, Set<string>>()
  for (const { labels } of samples)
    for (const [label, value] of Object.entries({ ...empty, ...labels })) {
      if (ours.has(label)) continue
      const values = seen.get(label) ?? new Set()
      seen.set(label, values.add(value))
    }
  return seen
}
