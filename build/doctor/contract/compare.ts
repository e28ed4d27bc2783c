import type { Exposition, Family } from '../../documents/exposition/families.ts'
import { isClosed } from '../../language/labels.ts'
import type { Expected } from './expected.ts'

/** One thing in which an exposition differs from what the catalog promises. */
export interface Difference {
  readonly metric: string
  readonly what: string
  readonly next: string
}

/** How an exposition differs from what the catalog promises of a job. */
export function differences(exposition: Exposition, expected: readonly Expected[]): readonly Difference[] {
  const families = new Map(exposition.families.map((family) => [family.name, family]))
  return [
    ...exposition.faults.map(({ line, what }) => ({
      metric: '',
      what: `line ${line} cannot be read: ${what}`,
      next: 'Correct what writes the line.',
    })),
    ...expected.flatMap((metric) => {
      const family = families.get(metric.name)
      if (family !== undefined) return differencesOf(family, metric)
      return metric.optional === undefined ? [missing(metric, `${metric.name} is not exposed.`)] : []
    }),
  ]
}

/** The families that the catalog does not declare. */
export const undeclared = (exposition: Exposition, expected: readonly Expected[]): readonly string[] => {
  const declared = new Set(expected.map(({ name }) => name))
  return exposition.families
    .filter(({ name }) => !declared.has(name))
    .map(({ name }) => `${name} is exposed, and the catalog does not declare it.`)
}

const eitherSide = 'Correct the instrumentation, or the declaration in queries/.'

const missing = ({ name: metric, flags }: Expected, what: string): Difference => ({
  metric,
  what,
  next:
    flags.length === 0
      ? 'Look whether the release that runs is that of stack.ts, and whether its instrumentation is complete.'
      : `Look whether the release that runs is that of stack.ts, and has its flags: ${flags.join(' ')}.`,
})

/** Prometheus says `unknown` of what is exposed as `untyped`. */
function differencesOf(family: Family, expected: Expected): readonly Difference[] {
  const { name, type, help, optional } = expected
  const differ = (what: string): Difference => ({ metric: name, what, next: eitherSide })
  return [
    ...(family.type === type || (type === 'untyped' && family.type === 'unknown')
      ? []
      : [differ(`${name} is exposed as a ${family.type}, and declared as a ${type}.`)]),
    ...(help === undefined || family.help === help
      ? []
      : [differ(`${name} says "${family.help}", and its declared help is "${help}".`)]),
    ...(family.series.size > 0
      ? labelDifferences(family, expected)
      : optional === undefined
        ? [missing(expected, `${name} has no series.`)]
        : []),
  ]
}

function labelDifferences({ series }: Family, expected: Expected): readonly Difference[] {
  const { name, type, labels, edges, complete } = expected
  const seen = series.get(type === 'histogram' ? `${name}_bucket` : name) ?? new Map<string, ReadonlySet<string>>()
  const declared = Object.entries(labels)
  const differ = (what: string): Difference => ({ metric: name, what, next: eitherSide })
  return [
    ...[...seen.keys()]
      .filter((label) => !(label in labels) && !(type === 'histogram' && label === 'le'))
      .map((label) => differ(`${name} has the label ${label}, which is not declared for this release.`)),
    ...declared
      .filter(([label]) => !seen.has(label))
      .map(([label]) => differ(`${name} does not have the declared label ${label}.`)),
    ...declared.flatMap(([label, values]) => {
      if (!isClosed(values)) return []
      const found = seen.get(label) ?? new Set()
      const other = [...found].filter((value) => value !== '' && !values.includes(value))
      const lacking = complete ? values.filter((value) => !found.has(value)) : []
      return [
        ...other.map((value) => differ(`${name} has ${label}="${value}", which is none of ${values.join(', ')}.`)),
        ...lacking.map((value) => notFromTheStart(name, label, value)),
      ]
    }),
    ...(edges === undefined ? [] : edgeDifferences(name, edges, seen.get('le') ?? new Set())),
  ]
}

const notFromTheStart = (metric: string, label: string, value: string): Difference => ({
  metric,
  what: `${metric} has no series with ${label}="${value}", which must be there from the start.`,
  next: 'Begin the series at 0 when the process starts: otherwise the first event is not counted.',
})

function edgeDifferences(metric: string, edges: readonly number[], seen: ReadonlySet<string>): readonly Difference[] {
  const found = [...seen]
    .map((le) => Number(le.replace('+Inf', 'Infinity')))
    .sort((a, b) => a - b)
    .join(', ')
  const declared = [...edges, Number.POSITIVE_INFINITY].join(', ')
  if (found === declared) return []
  return [{ metric, what: `${metric} has the buckets ${found}, and declared are ${declared}.`, next: eitherSide }]
}
