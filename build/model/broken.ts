import { pathToFileURL } from 'node:url'
import { messageOf, type Problem } from '../problem.ts'

/**
 * Why a definition cannot be loaded, told where it is wrong: in the file itself or in one that it imports. `root` ends
 * in a slash, `file` is relative to it.
 */
export function brokenFile(error: unknown, root: string, file: string): Problem {
  const message = messageOf(error)
  const stack = error instanceof Error ? (error.stack ?? message) : message
  const [at, reason] = /ERROR: (.+)/.exec(message) ?? []
  const what = (at === undefined ? message.split('\n')[0] : reason) ?? ''
  return {
    where: culprit(stack, root) ?? file,
    what: `The file cannot be loaded: ${what.replaceAll(root, '')}`,
    next: 'Correct it there; `npm run types` may say more.',
  }
}

/** `queries/redis.ts:12:7`: the first place in a stack that is a definition, since the language only carries it out. */
function culprit(stack: string, root: string): string | undefined {
  const relative = stack
    .replaceAll(pathToFileURL(root).href, root)
    .split(' imported from ')
    .at(-1)
    ?.split(root)
    .slice(1)
  const places = relative?.map(
    (text) => /^(?:stack|(?:queries|dashboards|alerts)\/[^:\n]+)\.ts(?::\d+)*/.exec(text)?.[0],
  )
  return places?.find((place) => place !== undefined)
}
