/** The alternatives of a pattern that stand outside of brackets and parentheses: `a|(b|c)` has two. */
export function alternatives(pattern: string): readonly string[] {
  const found: string[] = []
  let from = 0
  let depth = 0
  for (let at = 0; at < pattern.length; at += 1) {
    const letter = pattern[at]
    if (letter === '\\') at += 1
    else if (letter === '[') at = closing(pattern, at)
    else if (letter === '(') depth += 1
    else if (letter === ')') depth -= 1
    else if (letter === '|' && depth === 0) {
      found.push(pattern.slice(from, at))
      from = at + 1
    }
  }
  return [...found, pattern.slice(from)]
}

/** Where the brackets that open here close: `[]a]` and `[^]a]` hold a closing one. */
function closing(pattern: string, from: number): number {
  const first = from + (pattern[from + 1] === '^' ? 2 : 1)
  for (let at = first; at < pattern.length; at += 1) {
    if (pattern[at] === '\\') at += 1
    else if (pattern[at] === ']' && at > first) return at
  }
  return pattern.length
}

/** A list as people write it, `a, b and c`, cut short when it is long. */
export function listed(words: readonly string[], most = 12, last = 'and'): string {
  const shown = words.length > most ? [...words.slice(0, most), `${words.length - most} more`] : words
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} ${last} ${shown.at(-1)}`
}
