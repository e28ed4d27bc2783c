import { z } from 'zod'
import { askAll } from './github.ts'
import type { Run } from './run.ts'

const annotation = z.object({
  path: z.string(),
  start_line: z.int(),
  annotation_level: z.string().nullable(),
  title: z.string().nullable(),
  message: z.string().nullable(),
})

/** What a check says about a line. */
export type Annotation = z.infer<typeof annotation>

const jobs = z.object({ jobs: z.array(z.object({ check_run_url: z.string() })) })

/** What the jobs of the run said about lines of files, without what the runner says about itself. */
export async function annotationsOf({ id }: Run): Promise<readonly Annotation[]> {
  const all = await askAll(jobs, `/actions/runs/${id}/jobs`, (page) => page.jobs)
  const checkRuns = all.flatMap(({ check_run_url }) => /\/check-runs\/(\d+)$/.exec(check_run_url)?.[1] ?? [])
  const told: Annotation[] = []
  for (const each of checkRuns)
    told.push(...(await askAll(z.array(annotation), `/check-runs/${each}/annotations`, (page) => page)))
  return told.filter(({ path }) => path !== '.github')
}
