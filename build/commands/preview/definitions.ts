import { fork } from 'node:child_process'
import { join } from 'node:path'
import type { TypeChecker } from '../../definitions/types/checker.ts'
import { answerTypes, isQuestion, typesOfParent } from '../../definitions/types/parent.ts'
import { compiler } from '../../place.js'
import type { Compilation } from '../../preview/server/compilation.ts'
import { typescript } from '../child.ts'

/**
 * Compiles the definitions of a repository in a process of its own, with the types that `types` answers. A process that ends without an answer is a refused
 * build, too: what it printed last is the problem. Throws the signal's reason when it is aborted.
 */
export function compileDefinitions(
  root: string,
  signal: AbortSignal,
  types: TypeChecker | undefined,
): Promise<Compilation> {
  signal.throwIfAborted()
  return new Promise((done, fail) => {
    const child = fork(join(compiler, 'preview', 'server', 'compile.ts'), [root], {
      execArgv: [...typescript],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      env: types === undefined ? process.env : { ...process.env, ...typesOfParent },
    })
    if (types !== undefined) answerTypes(child, types)
    let compilation: Compilation | undefined
    let said = ''
    const stop = (): void => void child.kill()
    signal.addEventListener('abort', stop)
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-4_000)
    })
    child.on('message', (message) => {
      if (!isQuestion(message)) compilation = message as Compilation
    })
    child.once('error', (error) => {
      said += error.message
    })
    child.once('close', () => {
      signal.removeEventListener('abort', stop)
      if (signal.aborted) fail(signal.reason)
      else done(compilation ?? { is: 'refused', problems: [`The build ended without an answer.\n${said.trim()}`] })
    })
  })
}
