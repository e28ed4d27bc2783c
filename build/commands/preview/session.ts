import type { TypeChecker } from '../../definitions/types/checker.ts'
import { distOf } from '../../preview/install/page.ts'
import { Board } from '../../preview/server/board.ts'
import { type Serving, serve } from '../../preview/server/serve.ts'
import type { Data } from './data.ts'
import { Live } from './live.ts'

export interface SessionOptions {
  /** The repository whose definitions are shown. */
  readonly root: string
  /** The folder of the page. */
  readonly page: string
  /** Dashboards of another origin. */
  readonly paths: readonly string[]
  readonly data: Data
  readonly port: number
  readonly signal: AbortSignal
  /** Keeps checking the types; without it nobody does. */
  readonly types: TypeChecker | undefined
  /** What admits to the page; a new one, if not given. */
  readonly token?: string
}

/** A served page and what keeps it up to date. */
export interface Session {
  readonly board: Board
  readonly live: Live
  readonly serving: Serving
}

/** Serves while something is done with it; leaves nothing running. */
export async function during(
  { root, page, paths, data, port, signal, types, token }: SessionOptions,
  work: (session: Session) => Promise<number>,
): Promise<number> {
  const board = new Board(data.kind, data.says)
  const serving = await serve({ board, dist: distOf(page), port, ...(token !== undefined && { token }) })
  const live = new Live({ root, paths, board, kind: data.kind, open: data.open, signal, types })
  try {
    return await work({ board, live, serving })
  } finally {
    await serving.close()
    await live.close()
  }
}
