import { isJson, type Json, type Operator } from './operator.ts'
import { operators } from './operators/all.ts'
import { ours, type Unit, units, valueAt } from './ours.ts'
import { sample } from './sample.ts'

/** One of our files with one change. */
export interface Mutant {
  readonly operator: string
  /** `slow-tasks.yml › PyBaseApiLatencyHigh › rate(…) → irate(…)`. */
  readonly site: string
  readonly unit: Unit
  /** The whole file, made when it is asked for. */
  readonly document: () => Json
}

/** Every mutant of an operator, or a sample of that many. */
export function mutantsOf(operator: Operator, most: number): readonly Mutant[] {
  const all = units
    .filter(({ kind, file }) => operator.kinds.includes(kind) && operator.files.test(file))
    .flatMap((unit) => {
      const value = valueAt(documentOf(unit.file), unit.path)
      if (!isJson(value)) return []
      return operator.sites(value, unit.file).map(
        ({ name }, at): Mutant => ({
          operator: operator.name,
          site: [unit.file.replace(/^.*\//, ''), unit.name, name].filter((part) => part !== '').join(' › '),
          unit,
          document: () => mutated(operator, unit, at),
        }),
      )
    })
  return sample(all, most, operator.name)
}

const documentOf = (file: string): Json => ours.find((each) => each.file === file)?.document ?? {}

function mutated(operator: Operator, unit: Unit, at: number): Json {
  const document = structuredClone(documentOf(unit.file))
  const value = valueAt(document, unit.path)
  if (isJson(value)) operator.sites(value, unit.file)[at]?.change()
  return document
}

export { operators }
