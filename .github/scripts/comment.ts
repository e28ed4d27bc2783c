// Says in one comment of a pull request what it changes in out/. Run by .github/workflows/comment.yml, which says why
// nothing of the pull request is executed here.

import { describe, Refused } from '../../build/findings/problem.ts'
import { annotationsOf } from './annotations.ts'
import { bodyOf } from './body.ts'
import { changesOf } from './changes.ts'
import { pullRequestsOf } from './pull-requests.ts'
import { putComment } from './put.ts'
import { readRun } from './run.ts'

async function main(): Promise<void> {
  const run = readRun(process.env)
  const pullRequests = await pullRequestsOf(run)
  if (pullRequests.length === 0) console.log(`No open pull request is at ${run.head_sha} any more.`)
  for (const pullRequest of pullRequests) {
    const body = bodyOf(run, await annotationsOf(run), await changesOf(pullRequest))
    console.log(`#${pullRequest.number}: ${await putComment(pullRequest.number, body)}`)
  }
}

try {
  await main()
} catch (error) {
  if (!(error instanceof Refused)) throw error
  console.error(error.problems.map(describe).join('\n\n'))
  process.exitCode = 1
}
