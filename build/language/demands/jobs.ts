import { due } from './demand.ts'

/** What job() makes. */
export const aJob = due(
  'a job',
  (value) =>
    typeof value === 'object' && value !== null && 'name' in value && 'whenDown' in value && 'component' in value,
  'Give it a job of queries/jobs.ts.',
)
