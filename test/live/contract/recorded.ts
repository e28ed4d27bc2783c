import { isClosed } from '../../../build/language/labels.ts'
import type { AnyMetric } from '../../../build/language/metric.ts'
import { queryNow } from '../stack/api.ts'

/** The names of the series that Prometheus has of a job now, after relabelling. */
export async function recordedNames(prometheus: string, job: string): Promise<ReadonlySet<string>> {
  const names = await queryNow(prometheus, `group by (__name__) ({job="${job}"})`)
  return new Set(names.map(({ labels }) => labels.__name__ ?? ''))
}

/** How series that Prometheus itself writes differ from their declaration; alerts bring further labels of their own. */
export async function writtenDifferences(prometheus: string, metric: AnyMetric): Promise<readonly string[]> {
  const { name, declared } = metric
  const samples = await queryNow(prometheus, name)
  if (samples.length === 0) return [`${name} has no series.`]
  return Object.entries(declared).flatMap(([label, values]) => {
    const found = new Set(samples.flatMap(({ labels }) => labels[label] ?? []))
    if (found.size === 0) return [`${name} does not have the declared label ${label}.`]
    if (!isClosed(values)) return []
    return [...found]
      .filter((value) => !values.includes(value))
      .map((value) => `${name} has ${label}="${value}", which is none of ${values.join(', ')}.`)
  })
}
