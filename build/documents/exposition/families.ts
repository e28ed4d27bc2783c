import { ExpositionError, readLine } from './line.ts'

export const familyTypes = [
  'counter',
  'gauge',
  'histogram',
  'gaugehistogram',
  'summary',
  'info',
  'stateset',
  'untyped',
  'unknown',
] as const
export type FamilyType = (typeof familyTypes)[number]

/** A metric family of an exposition, with what its samples show. */
export interface Family {
  readonly name: string
  readonly type: FamilyType
  readonly help: string
  readonly unit: string
  /** For each name of a sample, its labels with the values that were seen, at most `mostValues` of each. */
  readonly series: ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<string>>>
  /** For each name of a sample, the labels of its first `mostSamples` samples. */
  readonly samples: ReadonlyMap<string, readonly Readonly<Record<string, string>>[]>
  /** For each name of a sample, the labels that some of its samples lack. */
  readonly partial: ReadonlyMap<string, ReadonlySet<string>>
  /** Whether every sample was 1. */
  readonly alwaysOne: boolean
}

/** What an exposition says, and the lines that say nothing; lines and columns count from 1. */
export interface Exposition {
  readonly families: readonly Family[]
  readonly faults: readonly { readonly line: number; readonly column: number; readonly what: string }[]
}

/** How many values of a label are kept. */
export const mostValues = 200
const mostSamples = 200
const mostFaults = 20

/** A family while its samples are read. */
export interface Draft {
  readonly name: string
  type: FamilyType
  help: string
  unit: string
  alwaysOne: boolean
  readonly series: Map<string, Map<string, Set<string>>>
  readonly samples: Map<string, Readonly<Record<string, string>>[]>
  readonly partial: Map<string, Set<string>>
}

/** Reads a recorded `/metrics` text, in Prometheus' text format or OpenMetrics. Never throws: faults are answered. */
export function readExposition(text: string): Exposition {
  const drafts = new Map<string, Draft>()
  const faults: { line: number; column: number; what: string }[] = []
  const familyOf = (name: string): Draft => {
    const found = drafts.get(name)
    if (found !== undefined) return found
    const draft = draftOf(name)
    drafts.set(name, draft)
    return draft
  }
  for (const [index, line] of text.split('\n').entries()) {
    if (faults.length >= mostFaults) break
    try {
      const read = readLine(line)
      if (read.is === 'end') break
      if (read.is === 'nothing') continue
      if (read.is !== 'sample') describe(familyOf(read.family), read.is, read.text)
      else observe(familyOf(owner(drafts, read.name)), read.name, read.labels, read.value)
    } catch (error) {
      if (!(error instanceof ExpositionError)) throw error
      faults.push({ line: index + 1, column: error.at + 1, what: error.message })
    }
  }
  return { families: [...drafts.values()], faults }
}

/** A family of which only the name is known. */
export const draftOf = (name: string): Draft => ({
  ...{ name, type: 'unknown', help: '', unit: '', alwaysOne: true },
  ...{ series: new Map(), samples: new Map(), partial: new Map() },
})

function describe(family: Draft, what: 'help' | 'type' | 'unit', text: string): void {
  if (what !== 'type') {
    family[what] = text
    return
  }
  const type = familyTypes.find((each) => each === text.toLowerCase())
  if (type === undefined) throw new ExpositionError(`${text} is no type of a metric: ${familyTypes.join(', ')}.`, 0)
  family.type = type
}

/** Adds a sample to its family. */
export function observe(family: Draft, name: string, labels: Readonly<Record<string, string>>, value: number): void {
  if (value !== 1) family.alwaysOne = false
  const before = family.series.get(name)
  const seen = before ?? new Map<string, Set<string>>()
  const partial = family.partial.get(name) ?? new Set()
  const samples = family.samples.get(name) ?? []
  family.series.set(name, seen)
  family.partial.set(name, partial)
  family.samples.set(name, samples)
  for (const label of seen.keys()) if (!Object.hasOwn(labels, label)) partial.add(label)
  if (before !== undefined) for (const label of Object.keys(labels)) if (!seen.has(label)) partial.add(label)
  if (samples.length < mostSamples) samples.push(labels)
  for (const [label, labelValue] of Object.entries(labels)) {
    const values = seen.get(label) ?? new Set()
    seen.set(label, values)
    if (values.size < mostValues) values.add(labelValue)
  }
}

const suffixes: Readonly<Partial<Record<FamilyType, readonly string[]>>> = {
  counter: ['_total', '_created'],
  histogram: ['_bucket', '_count', '_sum', '_created'],
  gaugehistogram: ['_bucket', '_gcount', '_gsum'],
  summary: ['_count', '_sum', '_created'],
  info: ['_info'],
}

/** The family that a sample belongs to: one of its own name, or one whose type adds the suffix. */
export function owner(drafts: ReadonlyMap<string, Pick<Draft, 'type' | 'name'>>, name: string): string {
  if (drafts.has(name)) return name
  const at = name.lastIndexOf('_')
  const family = drafts.get(name.slice(0, Math.max(at, 0)))
  return family !== undefined && suffixes[family.type]?.includes(name.slice(at)) ? family.name : name
}
