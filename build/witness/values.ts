import { isClosed, type Values } from '../language/labels.ts'
import type { AnyMetric } from '../language/metric.ts'
import { own } from '../own.ts'
import { patternOf } from '../promql/regex/compile.ts'
import { examplesOf } from '../promql/regex/example.ts'
import type { Matcher } from '../promql/tree.ts'
import type { Settings } from './ground.ts'

/** A bucket's edge as Python's client library writes it, whose histograms are all that the catalog has. */
export const leText = (edge: number): string =>
  edge === Number.POSITIVE_INFINITY ? '+Inf' : Number.isInteger(edge) ? `${edge}.0` : String(edge)

/** The values that the catalog or the settings know. */
export function known(
  { declared, facts, edges = [] }: AnyMetric,
  label: string,
  stack: Settings,
  job: string | undefined,
): readonly string[] {
  if (label === 'instance')
    return [...(facts.initialised?.instance ?? []), ...replicas(own(stack.targets, job ?? '')?.address)]
  if (label === 'le') return [...edges, Number.POSITIVE_INFINITY].map(leText)
  const values = declared[label]
  if (values !== undefined && isClosed(values)) return values
  return facts.initialised?.[label] ?? []
}

/** The address in the settings, and a second process beside it: `backend-2:8000`. */
export function replicas(address = 'target:80'): readonly string[] {
  const [host = '', port = ''] = address.split(':')
  return [address, `${host}-2:${port}`]
}

/** What the matchers themselves list: of `=` and of `=~` with alternatives. */
export const listed = (matchers: readonly Matcher[]): readonly string[] =>
  matchers.flatMap((matcher) => {
    if (matcher.op === '=') return [matcher.value]
    return matcher.op === '=~' ? (patternOf(matcher).literals ?? []) : []
  })

/** Values made after the patterns of `=~`, of a label whose values nobody knows. */
export function likened({ declared }: AnyMetric, label: string, matchers: readonly Matcher[]): readonly string[] {
  const values = declared[label]
  if (values === undefined || isClosed(values)) return []
  return matchers.flatMap(({ op, value }) => (op === '=~' ? examplesOf(value, 3) : []))
}

/** Values of a label whose values nobody knows; of codes such as HTTP's, one of each class. */
export function invented({ declared }: AnyMetric, label: string): readonly string[] {
  const values = declared[label]
  if (values === undefined || isClosed(values)) return []
  return hasClasses(values) ? ['200', '400', '500', '503', '404', '301'] : [`${label}-a`, `${label}-b`]
}

/** One more value of a label whose values nobody knows, the `at`th from 0 on; `undefined` where all are known. */
export function another({ declared }: AnyMetric, label: string, at: number, address = 'target:80'): string | undefined {
  if (label === 'instance') return address.replace(/(?=:|$)/, `-${at + 1}`)
  const values = declared[label]
  if (values === undefined || isClosed(values) || hasClasses(values)) return undefined
  return `${label}-${at < 26 ? String.fromCharCode(97 + at) : at + 1}`
}

const hasClasses = (values: Exclude<Values, readonly string[]>): boolean => Object.keys(values.groups).length > 0
