import { z } from 'zod'
import { askAll } from './github.ts'
import { commit, type Run } from './run.ts'

const pullRequests = z.array(
  z.object({ number: z.int(), head: z.object({ sha: commit }), base: z.object({ sha: commit }) }),
)

export type PullRequest = z.infer<typeof pullRequests>[number]

/**
 * The open pull requests that the run was about and that have not moved since. The event itself names none from a fork,
 * and a search by commit does not find those either.
 */
export async function pullRequestsOf({ head_repository, head_branch, head_sha }: Run): Promise<readonly PullRequest[]> {
  if (head_repository === null || head_branch === null) return []
  const head = encodeURIComponent(`${head_repository.owner.login}:${head_branch}`)
  const found = await askAll(pullRequests, `/pulls?state=open&head=${head}`, (page) => page)
  return found.filter((each) => each.head.sha === head_sha)
}
