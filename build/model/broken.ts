import { pathToFileURL } from 'node:url'
import { messageOf, type Problem, type Refused, type Spot } from '../findings/problem.ts'

/**
 * Why a definition cannot be loaded, told where it is wrong: in the file itself or in one that it imports. `root` ends
 * in a slash, `file` is relative to it.
 */
export function brokenFile(error: unknown, root: string, file: string): Problem {
  const message = messageOf(error)
  const stack = error instanceof Error ? (error.stack ?? message) : message
  const [at, reason] = /ERROR: (.+)/.exec(message) ?? []
  const what = (at === undefined ? message.split('\n')[0] : reason) ?? ''
  const place = culprit(stack, root)
  return {
    where: place?.where ?? file,
    what: `The file cannot be loaded: ${sentence(what.replaceAll(root, ''))}`,
    next: nextStep(what),
    ...(place?.spot && { spot: place.spot }),
  }
}

function nextStep(what: string): string {
  if (/of undefined/.test(what))
    return 'Something there is undefined: is its name spelt right? What a file does not export is undefined.'
  if (/^(?:value|labels) is not defined/.test(what))
    return 'Write the sentence as a function: ({ value, labels }) => `…`.'
  if (/is not defined/.test(what)) return 'Import it, or correct the name.'
  return /^Cannot find module/.test(what) ? 'Correct the path of the import.' : 'Correct it there.'
}

const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`)

/** The problems of a word that was used wrongly, each with the place of its call. */
export function misused(error: Refused, root: string): readonly Problem[] {
  const place = culprit(error.stack ?? '', root)
  if (place === undefined) return error.problems
  const { where, spot } = place
  // The settings say where they are, and which file is laid over them.
  if (spot?.file === 'stack.ts') return error.problems
  return error.problems.map((problem) => ({
    ...problem,
    where: `${where} › ${problem.where}`,
    ...(spot && { spot }),
  }))
}

interface Culprit {
  /** `queries/redis.ts:12:7` */
  readonly where: string
  readonly spot: Spot | undefined
}

/** The first place in a stack that is a definition, since the language only carries it out. */
function culprit(stack: string, root: string): Culprit | undefined {
  const relative = stack
    .replaceAll(pathToFileURL(root).href, root)
    // A definition that was loaded again.
    .replaceAll(/\?v=\d+/g, '')
    .split(' imported from ')
    .at(-1)
    ?.split(root)
    .slice(1)
  const places = relative?.map((text) =>
    /^((?:stack|(?:queries|dashboards|alerts)\/[^:\n]+)\.ts)(?::(\d+))?(?::(\d+))?/.exec(text),
  )
  const [where, file = '', line, column] = places?.find((place) => place !== null) ?? []
  if (where === undefined) return undefined
  return {
    where,
    spot: line === undefined ? undefined : { file, line: Number(line), column: Number(column ?? 1) },
  }
}
