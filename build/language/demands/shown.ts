/** A value as a sentence names it: `'5min'`, `12`, `the counter http_requests_total`, `nothing (undefined)`. */
export function shown(value: unknown): string {
  switch (typeof value) {
    case 'undefined':
      return 'nothing (undefined)'
    case 'string':
      return quoted(value)
    case 'function':
      return 'a function'
    case 'symbol':
      return 'a symbol'
    case 'object':
      return value === null ? 'null' : Array.isArray(value) ? 'a list' : (kindOf(value) ?? 'an object')
    default:
      return String(value)
  }
}

/** What an author calls a thing, once it is a name at all. */
export const nameIn = (name: unknown): string => (typeof name === 'string' ? name : shown(name))

/** Several words as a sentence lists them: `1m, 2m or 5m`. */
export const listed = (words: readonly string[], last: 'and' | 'or' = 'or'): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`

/** Labels as a sentence lists them. */
export const labelled = (labels: readonly string[]): string => (labels.length === 0 ? 'no labels' : labels.join(', '))

const longest = 60

function quoted(text: string): string {
  const cut = text.length > longest ? `${text.slice(0, longest)}…` : text
  return `'${JSON.stringify(cut).slice(1, -1).replaceAll('\\"', '"')}'`
}

const kinds: Readonly<Record<string, string>> = {
  alert: 'the alert',
  condition: 'a condition',
  counter: 'the counter',
  dashboard: 'a dashboard',
  gauge: 'the gauge',
  group: 'a group of rules',
  histogram: 'the histogram',
  info: 'the info metric',
  ranking: 'a ranking',
  recording: 'the recording rule',
  row: 'a row',
  timestamp: 'the timestamp',
}

/** What the language itself made. */
function kindOf(value: object): string | undefined {
  const { type, name, title, expr, labels } = value as Readonly<Record<string, unknown>>
  const kind = typeof type === 'string' && Object.hasOwn(kinds, type) ? kinds[type] : undefined
  if (kind !== undefined) return kind.startsWith('the ') && typeof name === 'string' ? `${kind} ${name}` : kind
  if (typeof type === 'string' && typeof title === 'string') return `the panel ${quoted(title)}`
  return expr !== undefined && Array.isArray(labels) ? 'a query' : undefined
}
