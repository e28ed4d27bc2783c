/**
 * The values that Grafana's regular expression lets through, `/^prod-(.+)/`: what its group `value`, or its first group,
 * matches of each, and each once.
 */
export function filtered(values: readonly string[], regex: string): readonly string[] {
  const expression = expressionOf(regex)
  if (expression === undefined) return [...new Set(values)]
  const matched = values.flatMap((value) => {
    const match = expression.exec(value)
    return match === null ? [] : [match.groups?.value ?? match.groups?.text ?? match[1] ?? match[0]]
  })
  return [...new Set(matched)]
}

/** A regular expression as Grafana writes it, with or without slashes; one that does not compile lets everything through. */
function expressionOf(regex: string): RegExp | undefined {
  const [, source = regex, flags = ''] = /^\/(.*)\/([a-z]*)$/s.exec(regex) ?? []
  if (source === '') return undefined
  try {
    return new RegExp(source, flags.replace(/[gy]/g, ''))
  } catch {
    return undefined
  }
}

/** The first number in a text. */
const numberIn = (text: string): number => Number(/\d+(?:\.\d+)?/.exec(text)?.[0] ?? -1)

/** Compares as Grafana does by the pairs of its numbers: 1 and 2 text, 3 and 4 numbers, 5 and 6 text without case, 7 and 8 naturally. */
const compare: readonly ((one: string, other: string) => number)[] = [
  (one, other) => (one < other ? -1 : one > other ? 1 : 0),
  (one, other) => numberIn(one) - numberIn(other),
  (one, other) => one.toLowerCase().localeCompare(other.toLowerCase(), 'en'),
  (one, other) => one.localeCompare(other, 'en', { numeric: true }),
]

/** Sorted by Grafana's number: 0 not at all, odd ones ascending, even ones descending. */
export function sorted(values: readonly string[], sort: number): readonly string[] {
  const by = compare[Math.ceil(sort / 2) - 1]
  if (by === undefined) return values
  return [...values].sort((one, other) => (sort % 2 === 0 ? by(other, one) : by(one, other)))
}
