import { Refused } from '../../findings/problem.ts'
import type { Comparison } from '../../preview/pictures/job.ts'
import { Board } from '../../preview/server/board.ts'
import type { ShownDashboard } from '../../preview/server/protocol.ts'
import { serve } from '../../preview/server/serve.ts'
import { projectRoot } from '../paths.ts'
import { changesOf } from './changes.ts'
import { definitionsIn } from './definition-texts.ts'
import { draw } from './draw.ts'
import { type Earlier, seen } from './earlier.ts'
import type { Session } from './session.ts'

export interface PictureOptions {
  /** An absolute path. */
  readonly folder: string
  readonly panels: boolean
  readonly chromium: string
  /** What is drawn beside what is now. */
  readonly earlier: Earlier | undefined
  /** How messages name what is now. */
  readonly shown: string
  /** The folder of the page. */
  readonly page: string
  /** The folder of the built page. */
  readonly dist: string
  readonly signal: AbortSignal
}

/** Draws what is built now. Answers the exit code of the drawing; throws `Refused` for a build that is refused. */
export async function picture({ board, live, serving }: Session, options: PictureOptions): Promise<number> {
  const problems = await live.build()
  if (problems.length > 0)
    throw new Refused(problems.map((rendered) => ({ where: 'definitions', what: rendered, next: '', rendered })))
  await live.settled()
  options.signal.throwIfAborted()
  const { earlier, folder, panels, chromium, page, signal } = options
  const { dashboards } = board.state
  const job = { url: serving.entry, png: folder, panels, chromium }
  if (earlier === undefined) return draw({ ...job, dashboards: dashboards.map(uidOf), compare: null }, page, signal)
  return besides(board, earlier, options, (compare) => {
    const drawn = panels ? dashboards : worthDrawing(dashboards, earlier, compare)
    return draw({ ...job, dashboards: drawn.map(uidOf), compare }, page, signal)
  })
}

const uidOf = ({ uid }: ShownDashboard): string => uid

/** With the same data, a dashboard of the same JSON looks the same; one that only means the same need not. */
function worthDrawing(
  dashboards: readonly ShownDashboard[],
  earlier: Earlier,
  { changes }: Comparison,
): readonly ShownDashboard[] {
  const changed = new Set(changes.map(({ after }) => after))
  const before = new Map(earlier.dashboards.map(({ uid, json }) => [uid, JSON.stringify(json)]))
  return dashboards.filter(({ uid, json }) => changed.has(uid) || before.get(uid) !== JSON.stringify(json))
}

/** Serves the earlier dashboards, too, with the same data. */
async function besides(
  board: Board,
  earlier: Earlier,
  { shown, dist }: PictureOptions,
  work: (compare: Comparison) => Promise<number>,
): Promise<number> {
  const definitions = earlier.definitions && { before: earlier.definitions, after: definitionsIn(projectRoot()) }
  const changes = changesOf(earlier.seen, board.state.dashboards.map(seen), definitions)
  const { source, scrapeInterval } = board.state.data
  const old = new Board(source, board.state.data.says)
  old.show(earlier.dashboards)
  if (board.source !== undefined) old.connect({ source: board.source, scrapeInterval, kind: source })
  const serving = await serve({ board: old, dist, port: 0 })
  try {
    return await work({ before: serving.entry, shown: { before: earlier.shown, after: shown }, changes })
  } finally {
    await serving.close()
  }
}
