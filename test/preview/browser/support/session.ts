import { join } from 'node:path'
import { dataOf } from '../../../../build/commands/preview/data.ts'
import { during } from '../../../../build/commands/preview/session.ts'
import { root } from '../../../support/root.ts'
import { token } from './admitted.ts'

/** A preview that runs in this process. */
export interface Preview {
  /** Without a slash at the end. */
  readonly url: string
  /** Leaves nothing running. */
  end(): Promise<void>
}

/** Serves what `npm run preview` serves: our dashboards with the embedded data. Throws what is wrong with the definitions. */
export async function startPreview(): Promise<Preview> {
  const page = join(root, 'build', 'preview')
  const { signal } = new AbortController()
  const data = await dataOf(undefined, page, false)
  let end = (): void => undefined
  const ended = new Promise<number>((done) => {
    end = () => done(0)
  })
  let running: Promise<number> | undefined
  const url = await new Promise<string>((started, failed) => {
    running = during(
      { root, page, paths: [], data, port: 0, signal, types: undefined, token },
      async ({ live, serving }) => {
        const problems = await live.build()
        if (problems.length > 0) throw new Error(problems.join('\n'))
        await live.settled()
        started(serving.url)
        return ended
      },
    )
    running.catch(failed)
  })
  return {
    url,
    end: async () => {
      end()
      await running
    },
  }
}
