import type { ChildProcess } from 'node:child_process'
import { messageOf, type Problem, Refused } from '../../findings/problem.ts'
import type { TypeChecker } from './checker.ts'
import type { TypeFault } from './compiler.ts'

/** Tells a child that its parent keeps a checker. */
const variable = 'PYBASE_TYPES_OF_PARENT'

/** The environment of a child whose types are checked by its parent. */
export const typesOfParent: Readonly<Record<string, string>> = { [variable]: '1' }

type Question = { readonly types: 'asked' }
type Answer = { readonly types: readonly TypeFault[] } | { readonly types: 'unknown'; readonly why: readonly Problem[] }

/** Whether a message of a child is the question for its types, which `answerTypes` answers. */
export const isQuestion = (message: unknown): message is Question =>
  typeof message === 'object' && message !== null && 'types' in message && message.types === 'asked'

/** Answers a child that asks for its types. */
export function answerTypes(child: ChildProcess, checker: TypeChecker): void {
  const answer = (said: Answer): void => void (child.connected && child.send(said))
  child.on('message', (message) => {
    if (!isQuestion(message)) return
    checker.errors().then(
      (types) => answer({ types }),
      (error: unknown) =>
        answer({ types: 'unknown', why: error instanceof Refused ? error.problems : [lost(messageOf(error))] }),
    )
  })
}

/** The parent's checker, where this process is such a child. */
export function parentTypes(): TypeChecker | undefined {
  if (process.env[variable] === undefined || process.send === undefined) return undefined
  return {
    errors: () =>
      new Promise((done, fail) => {
        process.once('message', (answer: Answer) => {
          // What is left to do does not wait for another message.
          process.channel?.unref()
          if (answer.types === 'unknown') fail(new Refused(answer.why))
          else done(answer.types)
        })
        process.once('disconnect', () => fail(new Refused(lost('the process that does so has ended'))))
        process.send?.({ types: 'asked' } satisfies Question)
      }),
    close: async () => undefined,
  }
}

const lost = (why: string): Problem => ({
  where: 'types',
  what: `The types could not be checked: ${why}.`,
  next: 'Run the command again.',
})
