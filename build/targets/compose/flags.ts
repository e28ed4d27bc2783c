import type { Job } from '../../language/job.ts'
import { isBefore, releasesOf } from '../../stack/releases.ts'
import type { Stack } from '../../stack/schema.ts'
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
    .filter(([, { since }]) => since === undefined || !isBefore(version, since))
    .map(([flag]) => flag)
}
