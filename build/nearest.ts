/** The known word that is nearest to a misspelt one, if one is near enough to be meant. */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  let best: string | undefined
  let least = word.length < 4 ? 2 : word.length < 8 ? 3 : 4
  for (const candidate of known) {
    const distance = candidate.startsWith(word) ? 1 : edits(word, candidate, least)
    if (distance >= least) continue
    least = distance
    best = candidate
  }
  return best
}

/** How many letters to insert, delete, replace or swap with the next; `enough` for any that is not less. */
function edits(from: string, to: string, enough: number): number {
  if (Math.abs(from.length - to.length) >= enough) return enough
  let last: readonly number[] = []
  let row = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (let i = 1; i <= from.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= to.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1)
      const isSwapped = from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1]
      const swapped = isSwapped ? (last[j - 2] ?? enough) + 1 : enough
      next.push(Math.min(replaced, swapped, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    // What comes of a row is at least the least number of it and of the row before.
    if (Math.min(...row, ...next) >= enough) return enough
    last = row
    row = next
  }
  return row.at(-1) ?? 0
}
