import { z } from 'zod'
import { marker } from './body.ts'
import { ask, askAll } from './github.ts'

const comment = z.object({ id: z.int(), body: z.string().nullish(), user: z.object({ login: z.string() }).nullable() })

/** Who comments with a workflow's token. A marker in anybody else's comment is not ours. */
const ourselves = 'github-actions[bot]'

/** Writes the comment of a pull request, in place where there is one. Answers what it did, in words. */
export async function putComment(number: number, body: string): Promise<string> {
  const comments = await askAll(z.array(comment), `/issues/${number}/comments`, (page) => page)
  const ours = comments.find((each) => each.user?.login === ourselves && each.body?.startsWith(marker))
  if (ours === undefined) {
    await ask(comment, `/issues/${number}/comments`, { method: 'POST', body: { body } })
    return 'commented'
  }
  if (ours.body === body) return 'the comment says so already'
  await ask(comment, `/issues/comments/${ours.id}`, { method: 'PATCH', body: { body } })
  return 'comment updated'
}
