import type { Job } from '../../language/job.ts'
import { releasesOf, type Stack } from '../../stack/schema.ts'
import type { ServiceName } from './endpoint.ts'

/**
 * The flags that the catalog says a service's target runs with, as far as the chosen release knows them. They are the
 * condition under which metrics exist, so the compose file takes them from the catalog and has none of its own.
 */
export function flagsOf(stack: Stack, jobs: readonly Job[], service: ServiceName): readonly string[] {
  const version = releasesOf(stack)[service]
  if (version === null) return []
  return jobs
    .filter(({ release }) => release === service)
    .flatMap(({ flags }) => Object.entries(flags))
    .filter(([, { since }]) => since === undefined || isAtLeast(version, since))
    .map(([flag]) => flag)
}

/** Whether one dotted version is another or a later one; a missing part counts as 0. */
export function isAtLeast(version: string, since: string): boolean {
  const have = version.split('.').map(Number)
  const want = since.split('.').map(Number)
  for (let part = 0; part < Math.max(have.length, want.length); part++) {
    const difference = (have[part] ?? 0) - (want[part] ?? 0)
    if (difference !== 0) return difference > 0
  }
  return true
}
