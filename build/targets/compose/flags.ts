import type { Job } from '../../language/job.ts'
import { isBefore, releaseOf } from '../../stack/releases.ts'
import type { Stack } from '../../stack/schema.ts'

/**
 * The flags that the catalog says a job's target runs with, as far as the chosen release knows them. They are the
 * condition under which metrics exist, so the compose file takes them from the catalog and has none of its own.
 */
export function flagsOf(stack: Stack, { flags, release }: Job): readonly string[] {
  const version = release === undefined ? null : releaseOf(stack, release)
  if (version === null) return []
  return Object.entries(flags)
    .filter(([, { since }]) => since === undefined || !isBefore(version, since))
    .map(([flag]) => flag)
}
