/** Where a call of the language stands in a definition: line and column count from 1. */
export interface Spot {
  /** Relative to the repository: `alerts/slow-tasks.ts`. */
  readonly file: string
  readonly line: number
  readonly column: number
}

/** One thing that is wrong with what a person wrote: where it stands, what is wrong, and what to do next. */
export interface Problem {
  /** File, then the path inside it: `alerts/slow-tasks.ts › ApiLatencyHigh`. */
  readonly where: string
  /** One sentence that names both values: what was found and what was expected. */
  readonly what: string
  /** The next step, as an instruction. */
  readonly next: string
  /** Where a definition says it, if one does. */
  readonly spot?: Spot
  /** The option that is at fault there, as the author wrote it. */
  readonly key?: string
  /** The whole as people read it, where there is more to show than these three. */
  readonly rendered?: string
}

/** Thrown for bad input. The command line prints its problems, never a stack trace. */
export class Refused extends Error {
  readonly problems: readonly Problem[]
  /** 1 for wrong input, 2 for a wrong command line. */
  readonly exitCode: 1 | 2

  constructor(problems: Problem | readonly Problem[], exitCode: 1 | 2 = 1) {
    const list: readonly Problem[] = 'where' in problems ? [problems] : problems
    super(list.map(({ where, what }) => `${where}: ${what}`).join('\n'))
    this.name = 'Refused'
    this.problems = list
    this.exitCode = exitCode
  }
}

/** What an error says of itself; anything may be thrown. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** The text of a problem as people read it on a terminal. */
export const describe = ({ where, what, next, rendered }: Problem): string =>
  rendered ?? `error  ${where}\n  ${what}\n  ${next}`

/** The same of a problem that stands in nobody's way. */
export const describeWarning = ({ where, what, next }: Problem): string => `warning  ${where}\n  ${what}\n  ${next}`
