import { resolve } from 'node:path'
import { definitions, readPaths } from '../definitions/files.js'
import { renewal } from '../definitions/renewal.ts'
import { type TypeChecker, typeChecker } from '../definitions/types/checker.ts'
import { build } from './build.ts'
import { ourselves, startNode } from './child.ts'
import { failed } from './failed.ts'
import { placeOf, projectRoot } from './paths.ts'
import { watchAll } from './watch.ts'

export interface DevOptions {
  readonly out: string | undefined
  readonly stack: string | undefined
  /** Whether nobody checks the types. */
  readonly isUntyped: boolean
}

/** Something that builds; `stop` ends it before it is done. */
interface Builder {
  readonly build: () => Promise<unknown>
  readonly stop: () => void
}

/**
 * Builds, and builds again whenever a definition is saved, until it is interrupted; a refused build does not end it. All
 * stays loaded, the compiler that checks the types too.
 */
export async function dev({ out, stack, isUntyped }: DevOptions): Promise<number> {
  const types = isUntyped ? undefined : typeChecker(projectRoot())
  const watched = [...definitions, ...(stack === undefined ? [] : [stack])]
  const paths = () => [...readPaths(projectRoot()), ...(stack === undefined ? [] : [resolve(stack)])]
  const builder = here(out, stack, types) ?? processes(out, stack, types)
  let due = true
  let interrupted = false
  let wake = () => {}

  const interrupt = () => {
    interrupted = true
    builder.stop()
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
      await builder.build()
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

/** Builds in this process, where it can load definitions again. */
function here(out: string | undefined, stack: string | undefined, types: TypeChecker | undefined): Builder | undefined {
  const renew = renewal(projectRoot(), stack === undefined ? undefined : resolve(stack))
  if (renew === undefined) return undefined
  return {
    async build() {
      renew()
      try {
        await build(placeOf(out), { check: false, types: types ?? 'none', isForgetful: false, words: [] })
      } catch (error) {
        failed(error, [])
      }
    },
    stop: () => {},
  }
}

/** Builds in a process of its own each time. */
function processes(out: string | undefined, stack: string | undefined, types: TypeChecker | undefined): Builder {
  const flags = [...flag('out', out), ...flag('stack', stack), ...(types === undefined ? ['--no-types'] : [])]
  let running: ReturnType<typeof startNode> | undefined
  return {
    build() {
      running = startNode(ourselves('build', ...flags), { types })
      return running.ended
    },
    stop: () => running?.kill(),
  }
}

const flag = (name: string, value: string | undefined): readonly string[] =>
  value === undefined ? [] : [`--${name}=${value}`]
