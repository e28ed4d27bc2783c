import type { Matcher } from '../promql/tree.ts'
import { type Demand, isPlain, listOf, oneOf, optional, options, refuse, text } from './demands/demand.ts'
import { openLabel } from './demands/labels.ts'
import { aRegExp, somethingOf } from './demands/regexps.ts'

/**
 * The values a label may take: a closed list, an open set, or no bounded set at all. The list is a tuple
 * because a plain `string[]` has forgotten its members and would accept any typo.
 */
export type Values = readonly [string, ...string[]] | OpenLabel<string>

export interface OpenLabel<V extends string> {
  /** `open`: few values, unknown here, such as routes. `unbounded`: as many as there are statements or users. */
  readonly extent: 'open' | 'unbounded'
  /** About how many values there are, for the estimate of storage. */
  readonly expected: number
  /** Named groups of values, each a regular expression: `'5xx'` is `5..`. */
  readonly groups: Readonly<Record<string, string>>
  /** All values that may be asked for, groups included, where not every text is one. */
  readonly known?: readonly V[]
  /** Whether it is empty on some series, or on all: Prometheus stores those without it. */
  readonly mayBeEmpty?: true
}

/** A metric's labels and their values. */
export type Labels = Readonly<Record<string, Values>>

type ValueOf<V extends Values> = V extends readonly (infer One extends string)[]
  ? One
  : V extends OpenLabel<infer One>
    ? One
    : never

export interface Not<V extends string> {
  readonly not: readonly V[]
}

/** A regular expression, in RE2's syntax; Prometheus anchors it at both ends. */
export interface Matching {
  readonly matching: string
}
type Match<V extends string> = V | readonly V[] | Not<V> | Matching | NotMatching

export interface NotMatching {
  readonly not: Matching
}

/** One object literal per selector: TypeScript's excess-property check finds the typo. */
export type Where<L extends Labels> = { readonly [K in keyof L]?: Match<ValueOf<L[K]>> }

/** Every value but these, or but those that a regular expression matches: `not('GET')`, `not(matching('/internal/.*'))`. */
export function not(pattern: Matching): NotMatching
export function not<const V extends string>(...values: readonly [V, ...V[]]): Not<V>
export function not(...values: readonly unknown[]): NotMatching | Not<string> {
  const [first] = values
  if (values.length === 1 && isMatching(first)) return { not: first }
  refuse('not()', listOf(text, { least: 1 }).faults(values, 'the values'))
  return { not: values as readonly string[] }
}

/**
 * The values that a regular expression matches as a whole: Prometheus anchors it. Throws `Refused` for what RE2 does not
 * know, and for what matches an empty value: of a series without the label nobody speaks.
 */
export function matching(pattern: string): Matching {
  refuse('matching()', aRegExp.faults(pattern, 'the regular expression'))
  return { matching: pattern }
}

const isMatching = (value: unknown): value is Matching =>
  isPlain(value) && Object.keys(value).join() === 'matching' && aRegExp.faults(value.matching, '').length === 0

/** A label whose few values are not known when this file is compiled, such as a route or a device. */
export const open: OpenLabel<string> = { extent: 'open', expected: 10, groups: {} }

/** A label with as many values as there are statements or users: it may be looked at, never alerted by. */
export const unbounded: OpenLabel<string> = { extent: 'unbounded', expected: 100, groups: {} }

/**
 * A label that its exporter leaves empty where it has nothing to say: `mayBeEmpty(open)`. For Prometheus an empty label is
 * none, so a healthy target may have no series that carries it.
 */
export function mayBeEmpty<V extends string>(label: OpenLabel<V>): OpenLabel<V> {
  refuse('mayBeEmpty()', openLabel.faults(label, 'the label'))
  return { ...label, mayBeEmpty: true }
}

const answered = [
  '200',
  '201',
  '204',
  '304',
  '400',
  '401',
  '403',
  '404',
  '409',
  '422',
  '429',
  '500',
  '502',
  '503',
  '504',
] as const
const classes = { '2xx': '2..', '3xx': '3..', '4xx': '4..', '5xx': '5..' } as const
// An interface, not an alias, so that an error prints `HttpStatus` and not its members.
interface HttpStatus extends OpenLabel<(typeof answered)[number] | keyof typeof classes> {}
/** HTTP status codes, each by itself or by class: `'503'`, `'5xx'`. */
export const httpStatus: HttpStatus = {
  extent: 'open',
  expected: 6,
  groups: classes,
  known: ['2xx', '3xx', '4xx', '5xx', ...answered],
}

/** Matchers for what an author wrote in `where`, in the order in which it is written. Throws `Refused`. */
export function toMatchers(
  { name, declared }: { readonly name: string; readonly declared: Labels },
  where: Readonly<Record<string, Match<string> | undefined>>,
): Matcher[] {
  refuse(`${name}.where()`, whereOf(declared).faults(where, 'what where() takes'))
  return Object.entries(where).flatMap(([label, wanted]) => {
    if (wanted === undefined) return []
    const negated = typeof wanted === 'object' && 'not' in wanted
    const values = [negated ? wanted.not : wanted].flat()
    const [pattern] = values
    if (typeof pattern === 'object') return [{ label, op: negated ? '!~' : '=~', value: pattern.matching }]
    const known = declared[label]
    const groups: Readonly<Record<string, string>> = known === undefined || isClosed(known) ? {} : known.groups
    return [matcher(label, negated, values as readonly string[], groups)]
  })
}

/** Labels of the metric, each with one of its values, several, or `not(…)` some. */
const whereOf = (declared: Labels): Demand =>
  options(
    Object.fromEntries(Object.entries(declared).map(([label, values]) => [label, optional(matchOf(values))])),
    'label',
  )

function matchOf(values: Values): Demand {
  const one = valueFrom(values)
  const several = listOf(one, { least: 1 })
  return {
    due: one.due,
    faults: (value, name) => {
      const [given] = isNegated(value) ? [value.not].flat() : [value]
      if (isMatching(given)) return isClosed(values) ? somethingOf(values).faults(given.matching, name) : []
      if (Array.isArray(value)) return several.faults(value, name)
      return isNegated(value) ? several.faults(value.not, name) : one.faults(value, name)
    },
  }
}

const isNegated = (value: unknown): value is Not<string> | NotMatching =>
  isPlain(value) && Object.keys(value).join() === 'not'

/** `label=~""` matches the series that do not have the label, which nobody means. */
const valueFrom = (values: Values): Demand => {
  const known = isClosed(values) ? values : values.known
  return known === undefined ? text : oneOf(known)
}

function matcher(
  label: string,
  negated: boolean,
  values: readonly string[],
  groups: Readonly<Record<string, string>>,
): Matcher {
  const [only] = values
  if (values.length === 1 && only !== undefined && !Object.hasOwn(groups, only)) {
    return { label, op: negated ? '!=' : '=', value: only }
  }
  return {
    label,
    op: negated ? '!~' : '=~',
    value: values.map((value) => groups[value] ?? escapeRegExp(value)).join('|'),
  }
}

/** Whether series may lack a label that is declared. */
export const isPossiblyEmpty = (values: Values): boolean => !isClosed(values) && values.mayBeEmpty === true

/** Whether all values of a label are known. */
export const isClosed = (values: Values): values is readonly [string, ...string[]] => Array.isArray(values)

export const escapeRegExp = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
