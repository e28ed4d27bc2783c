import { rmdirSync, unlinkSync } from 'node:fs'
import { join } from 'node:path'
import { Refused } from '../findings/problem.ts'
import type { Artifact } from './artifact.ts'
import { manifestName, renderManifest, type Unchecked, withManifest } from './manifest.ts'
import { replaceFiles } from './replace.ts'
import { naming, occupied, survey } from './survey.ts'

/** What a build did to its folder, as sorted paths inside it. */
export interface Changes {
  readonly added: readonly string[]
  readonly changed: readonly string[]
  readonly removed: readonly string[]
}

/**
 * Makes a folder hold exactly these artifacts and their manifest; `shown` is the folder's name in messages. Files that
 * are right already stay untouched. A kill at any moment leaves whole files only, and the next call heals the set.
 * Throws `Refused`, before the first change, for a folder that is a file, is not ours, or cannot be written.
 */
export function writeOutput(
  folder: string,
  artifacts: readonly Artifact[],
  shown = folder,
  unchecked?: Unchecked,
): Changes {
  const files = withManifest(artifacts, unchecked)
  return naming(shown, 'written', () => {
    const { ours, equal, leftovers, foreign, folders } = survey(folder, files, shown)
    if (foreign.length > 0) throw new Refused(occupied(shown, foreign))
    const missing = [...files.keys()].filter((path) => !equal.has(path)).sort()
    const due = [...files].filter(([path]) => path !== manifestName && !equal.has(path))
    const stale = [...ours].filter((path) => !files.has(path))

    for (const path of leftovers) unlinkSync(join(folder, path))
    // Until the set is complete the manifest lists old and new files, so that a killed build leaves nothing unlisted.
    if (!equal.has(manifestName)) writeManifest(folder, [...files.keys(), ...ours], unchecked)
    replaceFiles(folder, due, () => {
      for (const path of stale) unlinkSync(join(folder, path))
      for (const path of folders) removeIfEmpty(join(folder, path))
    })
    if (stale.length > 0) writeManifest(folder, files.keys(), unchecked)

    return {
      added: missing.filter((path) => !ours.has(path)),
      changed: missing.filter((path) => ours.has(path)),
      removed: stale.sort(),
    }
  })
}

function writeManifest(folder: string, paths: Iterable<string>, unchecked: Unchecked | undefined): void {
  const listed = new Set(paths)
  listed.delete(manifestName)
  replaceFiles(folder, [[manifestName, Buffer.from(renderManifest(listed, unchecked))]])
}

function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && (error.code === 'ENOTEMPTY' || error.code === 'EEXIST')))
      throw error
  }
}
