import { createRequire } from 'node:module'
import type { API, Diagnostic } from 'typescript/unstable/async'
import { messageOf, Refused } from '../../findings/problem.ts'
import { importModule } from '../../modules.js'

/** One error of TypeScript's: where, and its sentences, the general one first and its reasons below. */
export interface TypeFault {
  /** Absolute; `undefined` where the error is about no file. */
  readonly file: string | undefined
  readonly from: number
  readonly to: number
  readonly code: number
  readonly text: string
  readonly reasons: readonly TypeFault[]
}

/** What a round found, and the files that it read. */
export interface Round {
  readonly errors: readonly TypeFault[]
  readonly files: readonly string[]
}

/** Absolute paths. */
export interface Changes {
  readonly changed: string[]
  readonly created: string[]
  readonly deleted: string[]
}

/** TypeScript's compiler as a process that stays: the first round reads everything, later ones what has changed. */
export class Compiler {
  readonly #api: API
  readonly #config: string
  #isOpen = false

  private constructor(api: API, config: string) {
    this.#api = api
    this.#config = config
  }

  /** Starts it on a configuration file (absolute). Throws `Refused` where the compiler cannot be had. */
  static async start(config: string): Promise<Compiler> {
    try {
      // It is loaded when there is something to check only.
      const { API } = (await importModule('typescript/unstable/async')) as typeof import('typescript/unstable/async')
      return new Compiler(new API({}), config)
    } catch (error) {
      throw lacking(error)
    }
  }

  /** Checks the project as it is now; `changes` says what has become of files since the last round. */
  async round(changes: Changes): Promise<Round> {
    try {
      const opened = this.#isOpen ? { fileChanges: changes } : { openProjects: [this.#config] }
      const snapshot = await this.#api.updateSnapshot(opened)
      this.#isOpen = true
      const project = snapshot.getProject(this.#config)
      if (project === undefined) throw new Error(`it did not open ${this.#config}`)
      const { program } = project
      const found = await Promise.all([
        program.getConfigFileParsingDiagnostics(),
        program.getProgramDiagnostics(),
        program.getSyntacticDiagnostics(),
        program.getSemanticDiagnostics(),
      ])
      const files = await program.getSourceFileNames()
      await snapshot.dispose()
      return { errors: found.flat().filter(isError).map(errorOf), files }
    } catch (error) {
      throw error instanceof Refused ? error : lacking(error)
    }
  }

  async close(): Promise<void> {
    await this.#api.close()
  }
}

/** The release that is installed. Throws `Refused` where there is none. */
export function compilerVersion(): string {
  try {
    const { version } = createRequire(import.meta.url)('typescript/package.json') as { readonly version: string }
    return version
  } catch (error) {
    throw lacking(error)
  }
}

/** As the API numbers categories. */
const isError = ({ category }: Diagnostic): boolean => category === 1

const errorOf = ({ fileName, pos, end, code, text, messageChain }: Diagnostic): TypeFault => ({
  file: fileName,
  from: pos,
  to: end,
  code,
  text,
  reasons: (messageChain ?? []).map(errorOf),
})

const lacking = (error: unknown): Refused =>
  new Refused({
    where: 'types',
    what: `TypeScript, which checks the definitions, does not run: ${messageOf(error).split('\n')[0]}`,
    next: 'Run `npm ci`. Where that does not help, --no-types builds without the check, and says what is not proven.',
  })
