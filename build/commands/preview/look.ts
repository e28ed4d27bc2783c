import { resolve } from 'node:path'
import { readPaths } from '../../definitions/files.js'
import { describe, Refused } from '../../findings/problem.ts'
import { hasProject, projectRoot } from '../paths.ts'
import type { PreviewOptions } from './request.ts'
import { savesOf } from './saves.ts'
import type { Session } from './session.ts'

/** Shows the page, and anew what is saved, until it is interrupted. */
export async function look(
  { board, live, serving }: Session,
  { paths, stack }: PreviewOptions,
  signal: AbortSignal,
): Promise<number> {
  const build = async (): Promise<string> => {
    const problems = await live.build()
    const { length } = board.state.dashboards
    return problems.length > 0
      ? problems.join('\n\n')
      : `Shown: ${length} ${length === 1 ? 'dashboard' : 'dashboards'}.`
  }
  const others = [...paths, ...(stack === undefined ? [] : [stack])].map((path) => resolve(path))
  const saves = await savesOf(() => [...(hasProject ? readPaths(projectRoot()) : []), ...others], signal)
  try {
    const outcome = await build()
    await live.settled().catch(tellOfData)
    signal.throwIfAborted()
    console.log(`Preview: ${serving.entry}\n${board.state.data.says}\n${outcome}`)
    console.log('What is saved is shown; Ctrl-C ends.')
    while (await saves.next()) console.log(await build())
    return 0
  } finally {
    saves.stop()
  }
}

/** Dashboards without data are still worth looking at. */
function tellOfData(error: unknown): void {
  if (!(error instanceof Refused)) throw error
  console.error(error.problems.map(describe).join('\n\n'))
}
