/** What became of the items of one list in another. */
export interface Paired<T> {
  readonly pairs: readonly (readonly [before: T, after: T])[]
  readonly removed: readonly T[]
  readonly added: readonly T[]
}

/** What identifies an item; `undefined` where this key says nothing about it. */
export type Key<T> = (item: T) => string | undefined

/**
 * Finds for each item the one that it was before: by the first key that both share, then among the rest by the next.
 * Items with one key pair in their order. Pairs and added items come in the order after, removed ones in that before.
 */
export function pair<T extends object>(before: readonly T[], after: readonly T[], keys: readonly Key<T>[]): Paired<T> {
  const partner = new Map<T, T>()
  let removed = before
  for (const key of keys) {
    const waiting = grouped(removed, key)
    const taken = new Set<T>()
    for (const item of after) {
      if (partner.has(item)) continue
      const name = key(item)
      const found = name === undefined ? undefined : waiting.get(name)?.shift()
      if (found === undefined) continue
      partner.set(item, found)
      taken.add(found)
    }
    removed = removed.filter((item) => !taken.has(item))
  }
  const pairs = after.flatMap((item) => {
    const old = partner.get(item)
    return old === undefined ? [] : [[old, item] as const]
  })
  return { pairs, removed, added: after.filter((item) => !partner.has(item)) }
}

/** The items under each key, in their order; without those that have none. */
export function grouped<T, K>(items: readonly T[], key: (item: T) => K | undefined): ReadonlyMap<K, T[]> {
  const groups = new Map<K, T[]>()
  for (const item of items) {
    const name = key(item)
    if (name === undefined) continue
    const group = groups.get(name)
    if (group === undefined) groups.set(name, [item])
    else group.push(item)
  }
  return groups
}

/** The items that moved: the fewest whose removal leaves the others in their old order. `ranks` are the old positions. */
export function moved(ranks: readonly number[]): ReadonlySet<number> {
  // For each length the position of the smallest end of an ascending run, and for each position the one before it.
  const ends: number[] = []
  const previous: (number | undefined)[] = []
  ranks.forEach((rank, at) => {
    let low = 0
    let high = ends.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((ranks[ends[middle] ?? 0] ?? 0) < rank) low = middle + 1
      else high = middle
    }
    previous[at] = low === 0 ? undefined : ends[low - 1]
    ends[low] = at
  })
  const stayed = new Set<number>()
  for (let at = ends.at(-1); at !== undefined; at = previous[at]) stayed.add(at)
  return new Set(ranks.map((_, at) => at).filter((at) => !stayed.has(at)))
}
