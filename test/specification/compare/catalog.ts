import type { Values } from '../../../build/language/labels.ts'
import type { AnyMetric } from '../../../build/language/metric.ts'
import type { Definitions } from '../../../build/model/load.ts'
import { needed, specified } from '../catalog.ts'
import { cited } from '../source.ts'

const table = { ...specified, ...needed }
/** PyBase's own processes. */
const ours = new Set(Object.values(specified).flatMap(({ jobs }) => jobs))

/** Where the catalog is not what its table says, in sentences. */
export function breachesOfCatalog({ metrics }: Definitions): readonly string[] {
  const unknown = metrics.filter(
    ({ value }) => value.jobs.some((job) => ours.has(job)) && !Object.hasOwn(specified, value.name),
  )
  return [
    ...Object.entries(table).flatMap(([name, wish]) => {
      const found = metrics.find(({ value }) => value.name === name)
      if (found === undefined) return [`queries/: ${cited(wish)}, and there is no metric ${name}.`]
      return [...wrong(found.value, wish)].map((what) => `${found.file} › ${name}: ${cited(wish)}, and ${what}.`)
    }),
    ...unknown.map(
      ({ file, value }) =>
        `${file} › ${value.name}: nothing says what it has to be; write it down in test/specification/catalog.ts.`,
    ),
    ...metrics
      .filter(({ value }) => value.facts.help.trim() === '')
      .map(({ file, value }) => `${file} › ${value.name}: it does not say what it measures.`),
  ]
}

type Wish = (typeof table)[string]

function* wrong(metric: AnyMetric, wish: Wish): Generator<string, void> {
  const { job, instance, ...labels } = metric.declared
  const compared: Readonly<Record<string, readonly [is: unknown, due: unknown]>> = {
    type: [metric.type, wish.type],
    'list of jobs': [metric.jobs, wish.jobs],
    'label job': [job && valuesOf(job), wish.jobs],
    'label instance': [instance && valuesOf(instance), 'open'],
    'list of buckets': [metric.edges, wish.buckets],
    unit: [wish.unit && metric.unit, wish.unit],
    'list of labels': [Object.keys(labels).sort(), Object.keys(wish.labels ?? {}).sort()],
  }
  for (const [what, [is, due]] of Object.entries(compared))
    if (shown(is) !== shown(due)) yield `its ${what} is ${shown(is)} instead of ${shown(due)}`
  for (const [label, due] of Object.entries(wish.labels ?? {})) {
    const values = labels[label]
    if (values !== undefined && shown(valuesOf(values)) !== shown(due))
      yield `its label ${label} has ${shown(valuesOf(values))} instead of ${shown(due)}`
  }
}

const valuesOf = (values: Values) => ('extent' in values ? values.extent : values)
const shown = (value: unknown): string => (Array.isArray(value) ? value.join(', ') : `${value ?? 'none'}`)
