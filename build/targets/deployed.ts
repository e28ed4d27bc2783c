import type { Job } from '../language/job.ts'
import { releasesOf, type Stack } from '../stack/schema.ts'

/** Whether the chosen releases have this job at all: a release of `null` has no package. */
export const isDeployed = (stack: Stack, job: Job): boolean =>
  job.release === undefined || releasesOf(stack)[job.release] !== null

/** PyBase's own processes are no one's release: they run the Python client library. */
export const isPyBase = (job: Job): boolean => job.release === undefined
