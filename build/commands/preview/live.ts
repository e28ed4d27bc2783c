import type { DayPlan } from '../../data/day.ts'
import type { TypeChecker } from '../../definitions/types/checker.ts'
import { describe, messageOf, Refused } from '../../findings/problem.ts'
import type { Board } from '../../preview/server/board.ts'
import type { Compilation } from '../../preview/server/compilation.ts'
import { readDashboards } from '../../preview/server/foreign.ts'
import type { ShownDashboard } from '../../preview/server/protocol.ts'
import type { Data } from './data.ts'
import { compileDefinitions } from './definitions.ts'
import { withUndeclared } from './undeclared.ts'

export interface LiveOptions {
  /** The repository whose definitions are shown. */
  readonly root: string
  /** Dashboards of another origin, shown instead. */
  readonly paths: readonly string[]
  readonly board: Board
  /** Opens data; embedded data is made anew for every new plan. */
  readonly open: Data['open']
  readonly kind: Data['kind']
  /** Ends builds that are under way. */
  readonly signal: AbortSignal
  /** Checks the types of what is built; without it nobody does. */
  readonly types: TypeChecker | undefined
}

/** Keeps a board showing what definitions and files say now. */
export class Live {
  readonly #options: LiveOptions
  /** The plan of the data that is shown or being made. */
  #planned = ''
  /** One after another: the last to be opened is shown. */
  #opening: Promise<void> = Promise.resolve()

  constructor(options: LiveOptions) {
    this.#options = options
  }

  /**
   * Builds once and shows it, or what is wrong while the old remains. Answers the problems. The data may come later:
   * `settled` waits for it. Throws the signal's reason when it is aborted.
   */
  async build(): Promise<readonly string[]> {
    const { root, paths, board, signal, types } = this.#options
    const compilation = await compileDefinitions(root, signal, types)
    if (compilation.is === 'compiled') {
      board.keep(compilation.runbooks)
    }
    const { dashboards, problems } = shownOf(compilation, paths)
    if (compilation.is === 'compiled')
      this.#connect(paths.length === 0 ? compilation.plan : withUndeclared(compilation.plan, dashboards ?? []))
    board.show(dashboards ?? board.state.dashboards, problems)
    return problems
  }

  /** Waits until the data of the last build is there. Throws what stood in its way. */
  settled(): Promise<void> {
    return this.#opening
  }

  /** Closes the data. */
  async close(): Promise<void> {
    await this.#opening.catch(() => undefined)
    await this.#options.board.source?.close()
  }

  #connect(plan: DayPlan): void {
    const { open, kind, board, signal } = this.#options
    // A Prometheus stays the same whatever is defined; only the interval of its scrapes may be another.
    const key = kind === 'embedded' ? JSON.stringify(plan) : String(plan.scrapeInterval)
    if (key === this.#planned) return
    this.#planned = key
    const before = this.#opening.catch(() => undefined)
    this.#opening = before.then(async () => {
      if (key !== this.#planned || signal.aborted) return
      const old = board.source
      try {
        board.connect({ source: await open(plan, signal), scrapeInterval: plan.scrapeInterval, kind })
        await old?.close()
      } catch (error) {
        if (key === this.#planned) this.#planned = ''
        if (old === undefined) board.disconnect(`There is no data: ${messageOf(error)}`)
        throw error
      }
    })
    // Who waits for it is told; who does not sees it on the page.
    this.#opening.catch(() => undefined)
  }
}

interface Outcome {
  /** `undefined` where nothing could be built. */
  readonly dashboards: readonly ShownDashboard[] | undefined
  readonly problems: readonly string[]
}

function shownOf(compilation: Compilation, paths: readonly string[]): Outcome {
  const problems = compilation.is === 'refused' ? compilation.problems : []
  if (paths.length === 0)
    return { dashboards: compilation.is === 'refused' ? undefined : compilation.dashboards, problems }
  try {
    return { dashboards: readDashboards(paths), problems }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return { dashboards: undefined, problems: [...problems, ...error.problems.map(describe)] }
  }
}
