import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { Refused } from '../../build/findings/problem.ts'

/** The id of a commit. */
export const commit = z.string().regex(/^[0-9a-f]{40}$/)

const runSchema = z.object({
  id: z.int(),
  head_sha: commit,
  head_branch: z.string().nullable(),
  /** A fork that is gone leaves nothing. */
  head_repository: z.object({ owner: z.object({ login: z.string() }) }).nullable(),
  /** `success`, `failure`, `cancelled` … */
  conclusion: z.string().nullable(),
  html_url: z.string(),
})

/** The run of the checks that this one follows. */
export type Run = z.infer<typeof runSchema>

/** Reads the event that started us. Throws `Refused` for anything but a finished run of another workflow. */
export function readRun({ GITHUB_EVENT_PATH: path = '' }: NodeJS.ProcessEnv): Run {
  const parsed = z.object({ workflow_run: runSchema }).safeParse(read(path))
  if (parsed.success) return parsed.data.workflow_run
  throw new Refused({
    where: `GITHUB_EVENT_PATH=${path}`,
    what: `The event of a finished workflow run should be there: ${z.prettifyError(parsed.error).split('\n')[0]}.`,
    next: 'Let .github/workflows/comment.yml run it.',
  })
}

function read(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}
