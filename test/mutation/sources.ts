import { misspell } from './operator.ts'

/** A mechanical change of the text of a definition: at every match, or where it finds one. */
export type SourceOperator = { readonly name: string } & (
  | { readonly at: RegExp; readonly to: (found: string) => string }
  | { readonly changes: (text: string) => readonly Change[] }
)

/** A part of a text, and what takes its place. */
export interface Change {
  readonly from: number
  readonly found: string
  readonly other: string
}

const modules = 'application|containers|extraction|http|jobs|monitoring|node|postgres|redis'

const otherFunction: Readonly<Record<string, string>> = {
  sum: 'rate',
  rate: 'sum',
  increase: 'ratio',
  ratio: 'increase',
  quantile: 'ratio',
  max: 'rate',
  min: 'rate',
  count: 'rate',
}

const otherUnit = (amount: string): string =>
  amount.endsWith('%') ? amount.replace('%', 's') : amount.replace(/[a-z]+$/, '%')

export const sourceOperators: readonly SourceOperator[] = [
  { name: 'misspell a query or metric', at: new RegExp(`(?<=\\b(?:${modules})\\.)\\w+`, 'g'), to: misspell },
  { name: 'misspell an imported name', at: /(?<=^import \{ )\w+/gm, to: misspell },
  {
    name: 'misspell a method',
    at: /(?<=\w\.)(?:above|below|by|over|where|unless|offset|and|or|is)(?=\()/g,
    to: misspell,
  },
  { name: 'misspell a label in by', at: /(?<=\.by\((?:'\w+', )*')\w+/g, to: misspell },
  { name: 'misspell a label in where', at: /(?<=where\(\{ )\w+(?=:)/g, to: misspell },
  { name: 'misspell a value in where', at: /(?<=where\(\{ \w+: ')[\w-]+/g, to: misspell },
  { name: 'misspell a label in a text', at: /(?<=\{labels\.)\w+/g, to: misspell },
  {
    name: 'misspell a window',
    at: /(?<=\.(?:over|offset)\(')\w+/g,
    to: (window) => window.replace(/[a-z]+$/, ' minutes'),
  },
  { name: 'drop a window', at: /\.over\('\w+'\)/g, to: () => '' },
  { name: 'give a threshold in another unit', at: /(?<=(?:above|below)\(')[^']+/g, to: otherUnit },
  {
    name: 'give a threshold without a unit',
    at: /(?<=(?:above|below)\()'[^']+'/g,
    to: (amount) => amount.replace(/[^\d.]/g, ''),
  },
  { name: 'drop a condition', at: /\.(?:above|below|is)\((?:'[^']+'|[\d.]+)\)/g, to: () => '' },
  { name: 'misspell the severity', at: /(?<=severity: ')\w+/g, to: misspell },
  { name: 'misspell the component', at: /(?<=component: ')\w+/g, to: misspell },
  {
    name: 'misspell a time',
    at: /(?<=(?:for|keepFiringFor): ')\w+/g,
    to: (time) => time.replace(/[a-z]+$/, ' minutes'),
  },
  { name: 'drop a field', at: /^ {2}(?:severity|component|summary|description|when): .*,\n/gm, to: () => '' },
  {
    name: 'misspell a field',
    at: /(?<=^ {2})(?:severity|component|summary|when|description|diagnosis|for)(?=:)/gm,
    to: misspell,
  },
  {
    name: 'swap a function',
    at: /\b(?:sum|rate|increase|ratio|quantile|max|min|count)(?=\()/g,
    to: (name) => otherFunction[name] ?? name,
  },
  { name: 'give a quantile in percent', at: /(?<=quantile\()0\.\d+/g, to: (share) => `${Number(share) * 100}` },
  { name: 'misspell a bucket', at: /(?<=buckets: \[(?:'\w+', )*')\w+/g, to: (edge) => edge.replace(/[a-z]+$/, 'sec') },
]

export interface Source {
  /** `alerts/slow-tasks.ts`. */
  readonly file: string
  readonly text: string
}

/** A definition file with one change. */
export interface SourceMutant extends Source {
  readonly operator: string
  readonly site: string
}

/** Every place where the operator changes one of the sources. */
export const sourceMutants = (operator: SourceOperator, sources: readonly Source[]): readonly SourceMutant[] =>
  sources.flatMap(({ file, text }) =>
    changesOf(operator, text).flatMap(({ from, found, other }) => {
      const line = text.slice(0, from).split('\n').length
      if (other === found) return []
      const site = `${file}:${line} › ${oneLine(found)} → ${oneLine(other)}`
      const changed = text.slice(0, from) + other + text.slice(from + found.length)
      return [{ operator: operator.name, site, file, text: changed }]
    }),
  )

const changesOf = (operator: SourceOperator, text: string): readonly Change[] =>
  'changes' in operator
    ? operator.changes(text)
    : [...text.matchAll(operator.at)].map(({ 0: found, index }) => ({ from: index, found, other: operator.to(found) }))

const oneLine = (text: string): string => text.trim().replace(/\s+/g, ' ')
