import { due } from './demand.ts'

/** Which components there are, only a project's jobs know: the build compares. */
export const aComponent = due(
  "the component of a job, such as 'api'",
  (value) => typeof value === 'string' && value.trim() !== '' && !/[\r\n]/.test(value),
  'The jobs are in queries/jobs.ts.',
)
