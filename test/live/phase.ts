import type { Stack } from './stack/stack.ts'

/** What the command line asks for. */
export interface Options {
  /** The release set that runs. */
  readonly releases: string
  /** Write what was found to the committed results, instead of comparing it with them. */
  readonly update: boolean
}

/** One part of the proof, run while the stack is up. */
export interface Phase {
  /** A word that the command line takes, a colon, and what is proven: `targets: every scrape target is up`. */
  readonly name: string
  /** Answers the lines of its report. Throws `Failed` with what is not as it should be. */
  run(stack: Stack, options: Options): Promise<readonly string[]>
}

/** What a phase found wrong, one line each. */
export class Failed extends Error {
  readonly findings: readonly string[]

  constructor(findings: readonly string[]) {
    super(findings.join('\n'))
    this.name = 'Failed'
    this.findings = findings
  }
}
