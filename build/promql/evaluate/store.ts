import type { LabelSet, Series } from './series.ts'

/** A series as selectors read it: without empty labels, which for Prometheus are none. */
export interface Stored extends Series {
  /** Its samples without the staleness markers, for ranges. */
  readonly points: { readonly times: readonly number[]; readonly values: readonly number[] }
}

export interface Store {
  /** The series of this name; without a name, all. */
  named(name: string | undefined): readonly Stored[]
}

const stores = new WeakMap<readonly Series[], Store>()

/** Series ready to be selected from; prepared once for all queries over the same list. */
export function storeOf(series: readonly Series[]): Store {
  const before = stores.get(series)
  if (before !== undefined) return before
  const all = series.map(storedOnce)
  const byName = new Map<string | undefined, Stored[]>()
  for (const each of all) byName.set(each.labels.__name__, [...(byName.get(each.labels.__name__) ?? []), each])
  const store: Store = { named: (name) => (name === undefined ? all : (byName.get(name) ?? [])) }
  stores.set(series, store)
  return store
}

const prepared = new WeakMap<Series, Stored>()

/** Lists of series have series in common. */
function storedOnce(series: Series): Stored {
  const before = prepared.get(series)
  if (before !== undefined) return before
  const made = stored(series)
  prepared.set(series, made)
  return made
}

function stored({ labels, times, values }: Series): Stored {
  const marked = values.includes(null)
  const points = {
    times: marked ? times.filter((_, index) => values[index] !== null) : times,
    values: values.filter((value) => value !== null),
  }
  return { labels: nonEmpty(labels), times, values, points }
}

const nonEmpty = (labels: LabelSet): LabelSet =>
  Object.fromEntries(Object.entries(labels).filter(([, value]) => value !== ''))
