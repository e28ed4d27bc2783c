import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { ourselves, startNode } from './child.ts'
import { definitions, root } from './paths.ts'
import { watchAll } from './watch.ts'

export interface DevOptions {
  readonly out?: string
  readonly stack?: string
}

/**
 * Builds, and builds again whenever a definition is saved, until it is interrupted; a refused build does not end it.
 * Each build is a process of its own, because a process keeps the modules that it has loaded.
 */
export async function dev({ out, stack }: DevOptions): Promise<number> {
  const words = ourselves('build', ...flag('out', out), ...flag('stack', stack))
  const watched = [...definitions, ...(stack === undefined ? [] : [stack])]
  const paths = [...definitions.map((name) => join(root, name)), ...(stack === undefined ? [] : [resolve(stack)])]
  let running: ReturnType<typeof startNode> | undefined
  let due = true
  let interrupted = false
  let wake = () => {}

  const stopWatching = watchAll(
    paths.filter((path) => existsSync(path)),
    () => {
      due = true
      wake()
    },
  )
  const interrupt = () => {
    interrupted = true
    running?.kill()
    wake()
  }
  process.once('SIGINT', interrupt)
  process.once('SIGTERM', interrupt)
  console.log(`Watching ${watched.join(', ')}; Ctrl-C ends.`)

  while (!interrupted) {
    if (due) {
      due = false
      running = startNode(words)
      await running.ended
      running = undefined
      if (!interrupted && !due) console.log('Waiting for a definition to be saved.')
    } else
      await new Promise<void>((done) => {
        wake = done
      })
  }
  stopWatching()
  return 0
}

const flag = (name: string, value: string | undefined): readonly string[] =>
  value === undefined ? [] : [`--${name}=${value}`]
