import { hasMacro } from '../macros.ts'
import { accepts, patternOf } from '../regex/compile.ts'
import type { Matcher, Selector } from '../tree.ts'
import { isOpen } from '../types/typeof.ts'
import { among, anywhere, type Domain, positive } from './domain.ts'
import { anyLabels, type Label, LabelSet } from './labels.ts'
import type { Schema, Series, SeriesKind } from './schema.ts'
import { count, type Unit, unitNamed } from './unit.ts'
import { type Report, unknown, type Value } from './value.ts'

/** What a selector reads: what the schema knows of the name, narrowed by the matchers. */
export function inferSelector(selector: Selector, schema: Schema, report: Report): Value {
  if (isOpen(selector)) return unknown
  const type = selector.range === undefined ? 'vector' : 'matrix'
  const { name, rest } = nameOf(selector)
  const series = name === undefined ? undefined : schema.find(name)
  if (name !== undefined && series === undefined && !hasMacro(name)) {
    report({ kind: 'unknown-metric', node: selector, message: `No series is called ${name}.` })
  }
  let labels = series && name !== undefined ? known(name, series) : named(name)
  let empty = false
  for (const matcher of rest) {
    const { left, why } = narrowed(labels, matcher)
    labels = left
    if (why === undefined) continue
    empty = true
    const subject = { node: selector, matcher, label: matcher.label }
    const message =
      why === 'unknown-label'
        ? `${name} has no label ${matcher.label}.`
        : `No value of ${matcher.label} on ${name} fits ${matcher.op}"${matcher.value}".`
    report({ kind: why, ...subject, message })
  }
  const about = series ? describe(series) : unknown
  return { ...about, type, labels, ...(empty ? { empty: true as const } : {}) }
}

/** The name that a selector fixes, and its other matchers. */
function nameOf({ metric, matchers }: Selector): {
  readonly name: string | undefined
  readonly rest: readonly Matcher[]
} {
  const naming = matchers.find(({ label, op }) => label === '__name__' && op === '=')
  if (metric !== undefined || !naming) return { name: metric, rest: matchers }
  return { name: naming.value, rest: matchers.filter((matcher) => matcher !== naming) }
}

const named = (name: string | undefined): LabelSet =>
  anyLabels.with('__name__', { always: true, ...(name === undefined || hasMacro(name) ? {} : { values: [name] }) })

function known(name: string, { labels, optional = [], moreLabels = false, lacks = [] }: Series): LabelSet {
  const declared = Object.entries(labels).map(([label, values]) => {
    const always = !optional.includes(label)
    return [label, values === 'open' ? { always } : { always, values }] as const
  })
  return new LabelSet([['__name__', { always: true, values: [name] }], ...declared], moreLabels, lacks)
}

interface Narrowed {
  readonly left: LabelSet
  /** Why no series is left. */
  readonly why?: 'unknown-label' | 'unknown-value'
}

function narrowed(labels: LabelSet, matcher: Matcher): Narrowed {
  const { label } = matcher
  if (hasMacro(matcher.value) || hasMacro(label)) return { left: labels }
  const before = labels.get(label)
  const withoutLabel = accepts(matcher, '')
  if (!before) return withoutLabel === false ? { left: labels, why: 'unknown-label' } : { left: labels }
  const values = valuesLeft(before, matcher)
  const mayLack = !before.always && withoutLabel !== false
  if (values?.length === 0) {
    return mayLack
      ? { left: labels.without([label]) }
      : before.values
        ? { left: labels, why: 'unknown-value' }
        : { left: labels }
  }
  const always = before.always || withoutLabel === false
  // A matcher that says nothing of an open set leaves it as it is.
  if (!always && !values && !labels.may.includes(label)) return { left: labels }
  return { left: labels.with(label, { always, ...(values ? { values } : {}) }) }
}

/** The values that a matcher leaves of those that a label can have; `undefined`: any. */
function valuesLeft({ values }: Label, matcher: Matcher): readonly string[] | undefined {
  if (values) return values.filter((value) => accepts(matcher, value) !== false)
  if (matcher.op === '=') return matcher.value === '' ? [] : [matcher.value]
  if (matcher.op !== '=~') return undefined
  return patternOf(matcher).literals?.filter((value) => value !== '')
}

function describe(series: Series): Omit<Value, 'type' | 'labels'> {
  const { kind, edges, domain = domains[kind] } = series
  const own = series.unit === undefined ? undefined : unitNamed(series.unit)
  const observed = series.observed === undefined ? own : unitNamed(series.observed)
  const unit: Unit | undefined = kind === 'bucket' ? count : own
  return { kind, unit, domain, ...(edges ? { buckets: { edges, unit: observed } } : {}) }
}

const domains: Readonly<Record<SeriesKind, Domain>> = {
  counter: positive,
  bucket: positive,
  gauge: anywhere,
  state: among(0, 1),
  info: among(1),
  timestamp: positive,
}
