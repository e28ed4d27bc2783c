import { cpSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { compileDefinitions } from '../../build/compile.ts'
import { findingsIn } from '../../build/definitions/read.ts'
import { typeChecker } from '../../build/definitions/types/checker.ts'
import type { Diagnostic } from '../../build/findings/diagnostic.ts'
import { Refused } from '../../build/findings/problem.ts'
import { type Definitions, load } from '../../build/model/load.ts'
import { linkPackages } from '../commands/copy.ts'
import { put } from '../output/folder.ts'
import { kept } from '../support/kept.ts'
import { root } from '../support/root.ts'
import type { Source, SourceMutant } from './sources.ts'

/** A mutant's place beside the definition that it is made of. */
export const named = (at: number, file: string): string => file.replace(/\.ts$/, ` ${at}.ts`)
const numberIn = (file: string): readonly number[] => [...file.matchAll(/ (\d+)\.ts$/g)].map(([, at]) => Number(at))

/**
 * What a build says of the types of each mutant, by their places in the list; `folder` is empty. All are beside our
 * definitions, and each imports the others as they are.
 */
export async function refusedByTypes(
  mutants: readonly SourceMutant[],
  folder: string,
): Promise<ReadonlyMap<number, readonly Diagnostic[]>> {
  copyWith(
    mutants.map(({ file, text }, at) => ({ file: named(at, file), text })),
    folder,
  )
  linkPackages(folder)
  const checker = typeChecker(folder)
  try {
    const { findings } = findingsIn(folder, [], await checker.errors())
    return groupedBy(findings)
  } finally {
    await checker.close()
  }
}

function groupedBy(findings: readonly Diagnostic[]): ReadonlyMap<number, readonly Diagnostic[]> {
  const groups = new Map<number, readonly Diagnostic[]>()
  for (const finding of findings)
    for (const at of numberIn(finding.place.file)) groups.set(at, [...(groups.get(at) ?? []), finding])
  return groups
}

/** Which of the mutants a build without types refuses while it loads them. */
export async function refusedByWords(mutants: readonly SourceMutant[], folder: string): Promise<ReadonlySet<number>> {
  copyWith(
    mutants.map(({ file, text }, at) => ({ file: named(at, file), text })),
    folder,
  )
  const problems = await load(folder).then(
    () => [],
    (error: unknown) => {
      if (error instanceof Refused) return error.problems
      throw error
    },
  )
  return new Set(problems.flatMap(({ where }) => numberIn(/^[^›:]*\.ts/.exec(where)?.[0] ?? '')))
}

const definitions = ['stack.ts', 'queries', 'dashboards', 'alerts']

/** Our definitions with another file among them or in the place of ours; `folder` is empty. */
function copyWith(files: readonly Source[], folder: string): void {
  for (const name of definitions) cpSync(join(root, name), join(folder, name), { recursive: true })
  // One and the same language for all: definitions are told by its classes.
  symlinkSync(join(root, 'build'), join(folder, 'build'))
  put(folder, 'package.json', '{ "type": "module" }')
  for (const { file, text } of files) put(folder, file, text)
}

/** The same, loaded. Throws `Refused`. */
export function loadWith(files: readonly Source[], folder: string): Promise<Definitions> {
  copyWith(files, folder)
  return load(folder)
}

/** As between two builds: what a mutant leaves as it is was worked out with another. */
const known = kept()

/** Whether a build of our definitions with this file in the place of ours is refused; `folder` is empty. */
export async function isRefusedByBuild(mutant: SourceMutant, folder: string): Promise<boolean> {
  try {
    return compileDefinitions(await loadWith([mutant], folder), known).found.length > 0
  } catch (error) {
    if (error instanceof Refused) return true
    throw error
  }
}
