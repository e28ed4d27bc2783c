import { join, resolve } from 'node:path'
import { typeChecker } from '../definitions/types/checker.ts'
import { ourselves, startNode } from './child.ts'
import { definitions, root } from './paths.ts'
import { watchAll } from './watch.ts'

export interface DevOptions {
  readonly out: string | undefined
  readonly stack: string | undefined
  /** Whether nobody checks the types. */
  readonly isUntyped: boolean
}

/**
 * Builds, and builds again whenever a definition is saved, until it is interrupted; a refused build does not end it.
 * Each build is a process of its own, because a process keeps the modules that it has loaded; the compiler that checks the
 * types stays.
 */
export async function dev({ out, stack, isUntyped }: DevOptions): Promise<number> {
  const words = ourselves('build', ...flag('out', out), ...flag('stack', stack), ...(isUntyped ? ['--no-types'] : []))
  const types = isUntyped ? undefined : typeChecker(root)
  const watched = [...definitions, ...(stack === undefined ? [] : [stack])]
  const paths = [...definitions.map((name) => join(root, name)), ...(stack === undefined ? [] : [resolve(stack)])]
  let running: ReturnType<typeof startNode> | undefined
  let due = true
  let interrupted = false
  let wake = () => {}

  const interrupt = () => {
    interrupted = true
    running?.kill()
    wake()
  }
  process.once('SIGINT', interrupt)
  process.once('SIGTERM', interrupt)
  const stopWatching = await watchAll(paths, () => {
    due = true
    wake()
  })
  console.log(`Watching ${watched.join(', ')}; Ctrl-C ends.`)

  while (!interrupted) {
    if (due) {
      due = false
      running = startNode(words, { types })
      await running.ended
      running = undefined
      if (!interrupted && !due) console.log('Waiting for a definition to be saved.')
    } else
      await new Promise<void>((done) => {
        wake = done
      })
  }
  stopWatching()
  await types?.close()
  return 0
}

const flag = (name: string, value: string | undefined): readonly string[] =>
  value === undefined ? [] : [`--${name}=${value}`]
