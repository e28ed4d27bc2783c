import { listed } from '../../language/demands/shown.ts'

/**
 * A type as TypeScript prints it, told in the words of the language: `Query<"job", "ratio", "ready", never, …>` is a query
 * that measures ratio and carries job.
 */
export function inWords(type: string): string {
  const { name, args } = partsOf(type)
  const [first = '', second = ''] = args
  switch (name) {
    case 'Query':
      return `a query that measures ${unitIn(second)} and carries ${labelsIn(first)}`
    case 'Condition':
      return 'a condition'
    case 'Drawable':
    case 'Shown':
      return measuring('a query', first)
    case 'Column':
      return `a query that carries ${labelsIn(first)}`
    case 'Alert':
      return measuring('an alert', first)
    case 'Ranking':
      return 'a ranking'
    case 'Counter':
    case 'Gauge':
    case 'Histogram':
      return `a ${name.toLowerCase()}`
    case 'Info':
      return 'an info metric'
    case 'Timestamp':
      return 'a timestamp'
    case 'Panel':
    case 'Row':
    case 'Filter':
    case 'Annotation':
    case 'Scenario':
    case 'Group':
    case 'Job':
      return `a ${name.toLowerCase()}`
    case 'Dashboard':
      return 'a dashboard'
    case 'Window':
    case 'Hold':
    case 'Duration':
      return "a time, such as '5m' or '1h30m'"
    case 'Size':
      return "a size, such as '100MiB'"
    default:
      return plain(type)
  }
}

/** Measures, labels and thresholds of a query's type, as they are printed. */
export function queryIn(type: string): { readonly labels: string; readonly unit: string } | undefined {
  const { name, args } = partsOf(type)
  return name === 'Query' || name === 'Recording'
    ? { labels: labelsIn(args[0] ?? ''), unit: unitIn(args[1] ?? '') }
    : undefined
}

const measuring = (what: string, unit: string): string =>
  unitsIn(unit).length === 1 ? `${what} that measures ${unitIn(unit)}` : what

/** The sentence that a type of the language has in place of a value, if it has one. */
export const sentenceIn = (type: string): string | undefined =>
  [...type.matchAll(/"([^"]*[a-z] [^"]*)"/g)]
    .map(([, text = '']) => text)
    .find((text) => text.includes(' ') && text.length > 20)

/** What is due besides another query: of a threshold that is written, the amounts. */
export function withoutQueries(type: string): string {
  const amounts = split(type, ' | ').filter((part) => !/^(?:Comparable|Query)</.test(part))
  return amounts.length === 0 ? type : amounts.join(' | ')
}

/** The values of a union of literals; `undefined` for any other type. */
export function valuesOf(type: string): readonly string[] | undefined {
  const parts = split(type, ' | ')
  return parts.every((part) => /^(?:"[^"]*"|-?[\d.]+|true|false)$/.test(part)) ? parts.map(unquoted) : undefined
}

const amountTypes: readonly (readonly [RegExp, string])[] = [
  [/^`\$\{number\}(?:ms|s|m|h|d)`$/, "a time, such as '500ms' or '5m'"],
  [/^`\$\{number\}%`$/, "a share, such as '5%'"],
  [/^`\$\{number\}(?:[KMG]i)?B`$/, "a size, such as '100MiB'"],
  [/^`\$\{number\}\/s`$/, "a rate, such as '10/s'"],
  [/^`\$\{number\}(?:[KMG]i)?B\/s`$/, "a rate of bytes, such as '2MiB/s'"],
  [/^number$/, 'a number'],
  [/^string$/, 'a text'],
]

/** A type that is none of the language's: its values, what kind of amount it is, or its text, cut. */
function plain(type: string): string {
  const values = valuesOf(type)
  if (values !== undefined) return literal(values)
  const parts = split(type, ' | ')
  const kinds = parts.map((part) => amountTypes.find(([pattern]) => pattern.test(part))?.[1])
  if (kinds.every((kind) => kind !== undefined)) return listed([...new Set(kinds)])
  return `'${cut(type)}'`
}

const most = 14

/** Values, of which a long list is cut in its middle. */
export const literal = (values: readonly string[]): string => {
  const sorted = inOrder(values)
  const shown = sorted.length > most ? [...sorted.slice(0, most / 2), '…', ...sorted.slice(-most / 2)] : sorted
  return listed(shown.map((value) => (value === '…' ? value : isNumber(value) ? value : `'${value}'`)))
}

const isNumber = (text: string): boolean => /^-?[\d.]+$/.test(text)

/** Amounts by size, which TypeScript sorts as texts. */
function inOrder(values: readonly string[]): readonly string[] {
  const sizes = values.map(sizeOf)
  if (sizes.some((size) => size === undefined)) return values
  return [...values.keys()].sort((a, b) => (sizes[a] ?? 0) - (sizes[b] ?? 0)).map((at) => values[at] ?? '')
}

const scale: Readonly<Record<string, number>> = {
  '': 1,
  ms: 0.001,
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
  w: 604_800,
  '%': 1,
}

function sizeOf(text: string): number | undefined {
  const [, digits = '', suffix = ''] = /^([\d.]+)(ms|[smhdw%]?)$/.exec(text) ?? []
  return digits === '' ? undefined : Number(digits) * (scale[suffix] ?? 1)
}

const unquoted = (part: string): string => part.replace(/^"(.*)"$/, '$1')

const unitsIn = (type: string): readonly string[] => valuesOf(type) ?? []
const unitIn = (type: string): string => (unitsIn(type).length === 0 ? 'any unit' : listed(unitsIn(type)))

function labelsIn(type: string): string {
  if (type === 'never') return 'no labels'
  const labels = valuesOf(type)
  return labels === undefined ? 'any labels' : listed(labels, 'and')
}

/** The name before the angle brackets, and what is in them. */
function partsOf(type: string): { readonly name: string; readonly args: readonly string[] } {
  const [, name = '', inside = ''] = /^([A-Za-z]\w*)<(.*)>$/s.exec(type) ?? []
  return name === '' ? { name: type, args: [] } : { name, args: split(inside, ', ') }
}

/** The parts of a type between separators that stand in no bracket and no quotes. */
function split(type: string, separator: string): readonly string[] {
  const parts: string[] = []
  let depth = 0
  let quote = ''
  let start = 0
  for (let at = 0; at < type.length; at += 1) {
    const letter = type[at] ?? ''
    if (quote !== '') {
      if (letter === quote) quote = ''
    } else if (letter === '"' || letter === '`') quote = letter
    else if ('<({['.includes(letter)) depth += 1
    else if ('>)}]'.includes(letter) && type[at - 1] !== '=') depth -= 1
    else if (depth === 0 && type.startsWith(separator, at)) {
      parts.push(type.slice(start, at))
      start = at + separator.length
    }
  }
  return [...parts, type.slice(start)]
}

/** A text that ends. */
export const cut = (text: string, longest = 100): string =>
  text.length > longest ? `${text.slice(0, longest)}…` : text
