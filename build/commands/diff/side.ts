import { readVersion } from '../../diff/read/read.ts'
import type { Version, VersionText } from '../../diff/read/version.ts'
import type { Artifact } from '../../output/artifact.ts'
import type { ExplanationOf } from './explained.ts'

/** A version, and how messages name it: `out/ at main`. */
export interface Side {
  readonly shown: string
  readonly version: Version
  /** Those of its environments, by name. */
  readonly environments?: ReadonlyMap<string, Version>
  /** All files of a version that was compiled just now. */
  readonly artifacts?: readonly Artifact[]
  /** Where its alerts are explained. */
  readonly explanation?: ExplanationOf
}

export const side = (shown: string, texts: readonly VersionText[], isNamed: boolean): Side => ({
  shown,
  version: readVersion(texts, { shown, isNamed }),
})
