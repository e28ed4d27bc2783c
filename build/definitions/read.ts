import { join, resolve } from 'node:path'
import type { Diagnostic } from '../findings/diagnostic.ts'
import { type Problem, Refused } from '../findings/problem.ts'
import { type Definitions, load } from '../model/load.ts'
import { definitionFiles } from './files.js'
import { findingsOf } from './findings.ts'
import { importersOf } from './followers.ts'
import { Source } from './source-file.ts'
import { textOf } from './text.ts'
import { type TypeSource, typeChecker } from './types/checker.ts'
import type { TypeFault } from './types/compiler.ts'

/** Definitions as their files say them, and what is wrong with them before they are put together. */
export interface Reading {
  /** `undefined` where they cannot be loaded. */
  readonly definitions: Definitions | undefined
  readonly findings: readonly Diagnostic[]
  /** The files that have findings, and those that import them. */
  readonly affected: ReadonlySet<string>
}

/**
 * Loads the definitions below `root` and checks their types, side by side. Throws `Refused` where there is no compiler to
 * check them.
 */
export async function readDefinitions(root: string, types: TypeSource): Promise<Reading> {
  if (types === 'own' || types === 'anew') {
    const checker = typeChecker(root, { isForgetful: types === 'anew' })
    try {
      return await readDefinitions(root, checker)
    } finally {
      await checker.close()
    }
  }
  const checking = types === 'none' ? [] : types.errors()
  const [loaded, checked] = await Promise.allSettled([load(root), checking])
  const problems = loaded.status === 'fulfilled' ? [] : problemsOf(loaded.reason)
  if (checked.status === 'rejected') throw checked.reason
  return {
    definitions: loaded.status === 'fulfilled' ? loaded.value : undefined,
    ...findingsIn(root, problems, checked.value),
  }
}

/** What is wrong with definitions, each cause once. */
export function findingsIn(
  root: string,
  problems: readonly Problem[],
  faults: readonly TypeFault[],
): Pick<Reading, 'findings' | 'affected'> {
  const base = join(root, '/')
  const known = new Map<string, Source>()
  const of = (file: string): Source => {
    const source = known.get(file) ?? new Source(file, textOf(resolve(base, file)))
    known.set(file, source)
    return source
  }
  const all = definitionFiles(root).map((path) => of(path.slice(base.length)))
  const findings = findingsOf({ problems, faults }, { root: base, all, of })
  return { findings, affected: importersOf(new Set(findings.map(({ place }) => place.file)), all) }
}

function problemsOf(error: unknown): readonly Problem[] {
  if (error instanceof Refused) return error.problems
  throw error
}
