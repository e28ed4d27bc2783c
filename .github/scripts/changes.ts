import { capture, ourselves } from '../../build/commands/child.ts'
import { repository } from '../../build/commands/paths.ts'
import { Refused } from '../../build/findings/problem.ts'
import type { PullRequest } from './pull-requests.ts'

const root = repository('comment')

/** How the output of a pull request differs from where it branched off. */
export interface Changes {
  /** Whether the two could be compared. */
  readonly compared: boolean
  /** The diff in Markdown, or why there is none in plain text. */
  readonly text: string
}

const timeoutMs = 300_000

/** Fetches the commits of a pull request as objects, and compares `out/` in them. Throws `Refused` where git fails. */
export async function changesOf({ head, base }: PullRequest): Promise<Changes> {
  const fetched = await capture('git', ['fetch', '--quiet', '--no-tags', 'origin', base.sha, head.sha], {
    cwd: root,
    timeoutMs,
  })
  if (fetched.code !== 0)
    throw new Refused({
      where: `git fetch ${base.sha} ${head.sha}`,
      what: fetched.text.trim(),
      next: 'Look whether the commits are still there, then run the job again.',
    })
  const words = ourselves('diff', `${base.sha}...${head.sha}`, '--format', 'markdown')
  const { code, text } = await capture(process.execPath, words, { cwd: root, timeoutMs })
  return { compared: code === 0, text: text.trim() }
}
