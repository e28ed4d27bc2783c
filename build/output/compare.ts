import { Refused } from '../findings/problem.ts'
import type { Artifact } from './artifact.ts'
import { withManifest } from './manifest.ts'
import { naming, occupied, survey } from './survey.ts'

/** How a folder differs from what would be written into it, as sorted paths inside it. */
export interface Differences {
  readonly missing: readonly string[]
  readonly different: readonly string[]
  /** Files that are not generated (any longer), whether the manifest lists them or not. */
  readonly superfluous: readonly string[]
}

/**
 * Compares a folder with these artifacts and their manifest, and writes nothing; `shown` is its name in messages.
 * Throws `Refused` for a folder that is a file, is not ours, or cannot be read.
 */
export function compareOutput(folder: string, artifacts: readonly Artifact[], shown = folder): Differences {
  const files = withManifest(artifacts)
  return naming(shown, 'read', () => {
    const { claimed, ours, equal, leftovers, foreign } = survey(folder, files, shown)
    if (!claimed && foreign.length > 0) throw new Refused(occupied(shown, foreign))
    const present = new Set([...ours, ...foreign])
    const wrong = [...files.keys()].filter((path) => !equal.has(path)).sort()
    return {
      missing: wrong.filter((path) => !present.has(path)),
      different: wrong.filter((path) => present.has(path)),
      superfluous: [...present, ...leftovers].filter((path) => !files.has(path)).sort(),
    }
  })
}

export const isUpToDate = ({ missing, different, superfluous }: Differences): boolean =>
  missing.length + different.length + superfluous.length === 0
