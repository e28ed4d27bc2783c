import { join } from 'node:path'
import { Refused } from '../../build/findings/problem.ts'
import type { Defined, Definitions } from '../../build/model/load.ts'
import { breaches } from '../specification/breaches.ts'
import { loadWith, named } from './compile.ts'
import type { SourceMutant } from './sources.ts'

/**
 * Which of the mutants are not what the specification says, by their places in the list; `folder` is empty. Those that are
 * refused already are not asked about, and what does not load is left to the build.
 */
export async function refusedBySpecification(
  mutants: readonly SourceMutant[],
  folder: string,
  refused: { has(at: number): boolean } = new Set(),
): Promise<ReadonlySet<number>> {
  const left = [...mutants.entries()].filter(([at]) => !refused.has(at))
  const loaded = await loadEach(left, folder)
  return new Set([...loaded].filter(([, definitions]) => breaches(definitions).length > 0).map(([at]) => at))
}

type Numbered = readonly [at: number, mutant: SourceMutant]

/** Loading takes longest, so all that can stand beside our definitions is loaded with them at once. */
async function loadEach(mutants: readonly Numbered[], folder: string): Promise<ReadonlyMap<number, Definitions>> {
  const isApart = ([, { file }]: Numbered) => file.startsWith('queries/')
  const beside = mutants.filter((each) => !isApart(each))
  const together = await loadBeside(beside, join(folder, 'together'))
  const loaded = new Map(together)
  for (const [at, mutant] of mutants.filter((each) => isApart(each) || together === undefined)) {
    const definitions = await unlessRefused(loadWith([mutant], join(folder, `${at}`)))
    if (definitions !== undefined) loaded.set(at, definitions)
  }
  return loaded
}

/**
 * Dashboards and groups of alerts, each under a name of its own. What is specified of a dashboard does not depend on the
 * alerts that it imports, so no other definition need change with one of them.
 */
async function loadBeside(
  mutants: readonly Numbered[],
  folder: string,
): Promise<readonly (readonly [at: number, Definitions])[] | undefined> {
  const files = mutants.map(([at, { file, text }]) => ({ file: named(at, file), text }))
  const all = await unlessRefused(loadWith(files, folder))
  if (all === undefined) return undefined
  const withOne = <T>(defined: readonly Defined<T>[], at: number, file: string): readonly Defined<T>[] =>
    defined
      .filter((each) => !/ \d+\.ts$/.test(each.file))
      .map((ours) => {
        const mutant = ours.file === file ? defined.find((each) => each.file === named(at, file)) : undefined
        return mutant === undefined ? ours : { ...ours, value: mutant.value }
      })
  return mutants.map(([at, { file }]) => [
    at,
    { ...all, dashboards: withOne(all.dashboards, at, file), groups: withOne(all.groups, at, file) },
  ])
}

async function unlessRefused(loading: Promise<Definitions>): Promise<Definitions | undefined> {
  try {
    return await loading
  } catch (error) {
    if (error instanceof Refused) return undefined
    throw error
  }
}
