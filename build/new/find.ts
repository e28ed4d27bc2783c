import type { AnyMetric } from '../language/metric.ts'
import type { AnyQuery } from '../language/query.ts'
import { Catalog } from '../model/catalog.ts'
import type { Defined, Definitions } from '../model/load.ts'
import { nearest } from '../nearest.ts'
import { selectors } from '../promql/rewrite.ts'
import { openWindow } from '../promql/tree.ts'
import { sentence, wordsOf } from './names.ts'
import { refused } from './request.ts'

/** A metric or a query that a definition reads. */
export type Handle = Defined<AnyMetric> | Defined<AnyQuery>

/** `orders` of `queries/orders.ts` */
export const moduleOf = ({ file }: Handle): string => file.slice('queries/'.length, -'.ts'.length)

/** `orders.duration` */
export const spelled = (handle: Handle): string => `${moduleOf(handle)}.${handle.name}`

/** What it is called in sentences and titles: a single word says too little without its file. */
export function called(handle: Handle): string {
  const words = wordsOf(handle.name)
  return sentence(words.length > 1 ? words : [...wordsOf(moduleOf(handle)), ...words])
}

/** The one that these words mean: `orders.duration`, `duration`, or the name in Prometheus. Throws `Refused`. */
export function find<H extends Handle>(where: string, what: string, written: string, known: readonly H[]): H {
  const found = known.filter(
    (handle) =>
      spelled(handle) === written ||
      handle.name === written ||
      ('type' in handle.value && handle.value.name === written),
  )
  const [only] = found
  if (only !== undefined && found.length === 1) return only
  if (found.length > 1) throw ambiguous(where, `${written} may be any of ${found.length}`, found)
  const meant = nearest(
    written,
    known.flatMap((handle) => [spelled(handle), handle.name]),
  )
  throw refused(
    where,
    `There is no ${what} ${written}${meant === undefined ? '.' : `; did you mean ${meant}?`}`,
    `Name an export of a file in queries/, such as --of ${spelledFirst(known)}.`,
  )
}

/** The one whose name says the same as these words, if any does. Throws `Refused` where several do. */
export function findByWords<H extends Handle>(
  where: string,
  words: readonly string[],
  known: readonly H[],
): H | undefined {
  const said = words.join('')
  const found = known.filter((handle) => [handle.name, spelled(handle)].some((name) => wordsOf(name).join('') === said))
  if (found.length > 1) throw ambiguous(where, `The name fits ${found.length}`, found)
  return found[0]
}

export const ambiguous = (where: string, what: string, found: readonly Handle[]) =>
  refused(where, `${what}: ${found.map(spelled).join(', ')}.`, `Say which: --of ${spelledFirst(found)}`)

const spelledFirst = ([first]: readonly Handle[]): string => (first === undefined ? 'FILE.NAME' : spelled(first))

/** What is known of a query besides its text. */
export interface Reading {
  readonly handle: Handle
  readonly metrics: readonly AnyMetric[]
  /** Whether its window is still to be chosen. */
  readonly isOpen: boolean
  /** The labels that its series carry, and those that `by` can keep. */
  readonly labels: readonly string[]
  readonly splits: readonly string[]
}

/** Reads a query, or a gauge; other metrics are no query, and have no expression. */
export function reading(handle: Handle, { stack, jobs, metrics }: Definitions): Reading {
  const { value } = handle
  if (!('expr' in value)) {
    const metric = value
    return { handle, metrics: [metric], isOpen: true, labels: [], splits: [] }
  }
  const catalog = new Catalog({ stack, jobs, metrics: metrics.map((each) => each.value), recordings: [] })
  const read = selectors(value.expr)
  const found = [...new Set(read.flatMap((selector) => catalog.metricOf(selector) ?? []))]
  const [first, ...others] = found.map(({ declared }) => Object.keys(declared))
  const shared = (first ?? []).filter((label) => others.every((labels) => labels.includes(label)))
  return {
    handle,
    metrics: found,
    isOpen: read.some(({ range }) => range === openWindow),
    labels: value.labels,
    splits: 'split' in value && value.split !== undefined ? shared : [],
  }
}

/** `.by('task_type')`, or nothing. Throws `Refused` for a label that the query cannot keep. */
export function split(where: string, { handle, splits }: Reading, by: readonly string[]): string {
  const stranger = by.find((label) => !splits.includes(label))
  if (stranger === undefined) return by.length === 0 ? '' : `.by(${by.map((label) => `'${label}'`).join(', ')})`
  const meant = nearest(stranger, splits)
  throw refused(
    where,
    `${spelled(handle)} cannot be split by ${stranger}${meant === undefined ? '.' : `; did you mean ${meant}?`}`,
    splits.length === 0 ? 'It has no label to keep: leave --by out.' : `It can be split by ${splits.join(', ')}.`,
  )
}
