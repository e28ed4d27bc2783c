import type { AnyMetric } from '../language/metric.ts'
import { own } from '../own.ts'
import type { LabelSet } from '../promql/evaluate/series.ts'
import { accepts } from '../promql/regex/compile.ts'
import { isSameMatcher } from '../promql/same-matcher.ts'
import type { Matcher, Selector } from '../promql/tree.ts'
import type { Settings } from './ground.ts'
import { Underivable } from './underivable.ts'
import { another, invented, known, likened, listed } from './values.ts'

/** Which of the values that a label can have a series takes, by label; the first where nothing is said. */
export type Pick = Readonly<Record<string, number>>

/** By selector and label: the values that a series can have. */
export type KnownValues = Map<Selector, Map<string, readonly string[]>>

/** A metric, the selector that reads it, and where its targets are. */
export interface Reading {
  readonly metric: AnyMetric
  readonly selector: Selector
  readonly stack: Settings
  readonly values: KnownValues
}

/** The labels of a series that the selector reads, `__name__` included; `besides` are matchers that it must not satisfy. */
export function labelsOf(reading: Reading, pick: Pick, besides: readonly Matcher[] = []): LabelSet {
  const { metric, selector } = reading
  const labels: Record<string, string> = { __name__: selector.metric ?? metric.name }
  const extra = besides
    .filter((matcher) => !selector.matchers.some((other) => isSameMatcher(matcher, other)))
    .map(opposite)
  for (const label of labelsRead(reading)) {
    const values = candidates(reading, label, labels.job, extra)
    const at = pick[label] ?? 0
    const value = values[at] ?? further(reading, label, labels.job, extra, at)
    if (value === undefined)
      throw new Underivable(`${metric.name} has no ${label} that ${print(selector, label)} lets through`)
    // Prometheus stores no label that is empty.
    if (value !== '') labels[label] = value
  }
  return labels
}

/** How many values a label has to choose from. */
export function choices(reading: Reading, label: string): number {
  if (!labelsRead(reading).includes(label)) return 0
  return candidates(reading, label, undefined, []).length
}

/** How many series can differ in a label: any number, where not all of its values are known. */
export const capacity = (reading: Reading, label: string): number =>
  further(reading, label, undefined, [], 1000) === undefined ? choices(reading, label) : Number.POSITIVE_INFINITY

/** A value beyond those that are known, which the matchers let through. */
function further(
  { metric, selector, stack }: Reading,
  label: string,
  job: string | undefined,
  extra: readonly Matcher[],
  at: number,
): string | undefined {
  const address = own(stack.targets, job ?? '')?.address
  const value = another(metric, label, at, address)
  const matchers = [...selector.matchers, ...extra].filter((matcher) => matcher.label === label)
  return value !== undefined && matchers.every((matcher) => accepts(matcher, value) !== false) ? value : undefined
}

/** `job` comes first: the instance depends on it. */
export function labelsRead({ metric, selector }: Reading): readonly string[] {
  const own = Object.keys(metric.declared).filter((label) => label !== 'job' && label !== 'instance')
  const target = ['job', 'instance'].filter((label) => label in metric.declared)
  return [...target, ...own, ...(selector.metric?.endsWith('_bucket') ? ['le'] : [])]
}

function candidates(reading: Reading, label: string, job: string | undefined, extra: readonly Matcher[]) {
  if (extra.length > 0) return fitting(reading, label, job, extra)
  const known = reading.values.get(reading.selector) ?? new Map<string, readonly string[]>()
  reading.values.set(reading.selector, known)
  const key = `${label} ${job}`
  const values = known.get(key) ?? fitting(reading, label, job, extra)
  known.set(key, values)
  return values
}

function fitting(
  { metric, selector, stack }: Reading,
  label: string,
  job: string | undefined,
  extra: readonly Matcher[],
): readonly string[] {
  const matchers = [...selector.matchers, ...extra].filter((matcher) => matcher.label === label)
  const fits = (value: string) => matchers.every((matcher) => accepts(matcher, value) !== false)
  const values = [...known(metric, label, stack, job), ...listed(matchers), ...invented(metric, label)].filter(fits)
  // Two are needed to tell a series that is bad from one that is well.
  const more = values.length > 1 ? [] : likened(metric, label, matchers).filter(fits)
  return [...new Set([...values, ...more])]
}

const opposite = (matcher: Matcher): Matcher => ({ ...matcher, op: opposites[matcher.op] })
const opposites = { '=': '!=', '!=': '=', '=~': '!~', '!~': '=~' } as const

const print = ({ matchers }: Selector, label: string): string =>
  matchers
    .filter((matcher) => matcher.label === label)
    .map(({ op, value }) => `${label}${op}"${value}"`)
    .join(', ')
