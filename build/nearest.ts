/** The known word that is nearest to a misspelt one, if one is near enough to be meant: by fewer than `most` letters, or by its length. */
export function nearest(word: string, known: Iterable<string>, most = 4): string | undefined {
  let best: string | undefined
  let least = Math.min(most, word.length < 4 ? 2 : word.length < 8 ? 3 : 4)
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
  let start = 0
  while (start < from.length && from.charCodeAt(start) === to.charCodeAt(start)) start += 1
  let [rows, columns] = [from.length, to.length]
  while (rows > start && columns > start && from.charCodeAt(rows - 1) === to.charCodeAt(columns - 1)) {
    rows -= 1
    columns -= 1
  }
  const [a, b] = [from.slice(start, rows), to.slice(start, columns)]
  // Only cells near the diagonal can be less: the others stay at what is enough.
  let before = rowOf(b.length, enough)
  let last = rowOf(b.length, enough)
  let next = rowOf(b.length, enough)
  for (let j = 0; j < enough && j <= b.length; j += 1) last[j] = j
  for (let i = 1; i <= a.length; i += 1) {
    const [left, right] = [Math.max(1, i - enough + 1), Math.min(b.length, i + enough - 1)]
    next.fill(enough)
    next[0] = Math.min(i, enough)
    let least = next[0]
    for (let j = left; j <= right; j += 1) {
      const isSame = a.charCodeAt(i - 1) === b.charCodeAt(j - 1)
      const isSwapped =
        i > 1 && j > 1 && a.charCodeAt(i - 1) === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === b.charCodeAt(j - 1)
      const cell = Math.min(
        (last[j - 1] ?? enough) + (isSame ? 0 : 1),
        isSwapped ? (before[j - 2] ?? enough) + 1 : enough,
        (last[j] ?? enough) + 1,
        (next[j - 1] ?? enough) + 1,
      )
      next[j] = cell
      if (cell < least) least = cell
    }
    // What comes of a row is at least the least number of it and of the row before.
    if (least >= enough && Math.min(...last) >= enough) return enough
    ;[before, last, next] = [last, next, before]
  }
  return Math.min(last[b.length] ?? enough, enough)
}

const rowOf = (length: number, value: number): number[] => new Array<number>(length + 1).fill(value)
