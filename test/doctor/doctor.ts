import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import * as z from 'zod'
import { capture, ourselves, typescript } from '../../build/commands/child.ts'
import { overridesVariable } from '../../build/stack/overrides.ts'

const finding = z.object({ severity: z.string(), where: z.string(), what: z.string(), next: z.string() })
const report = z.object({
  healthy: z.boolean(),
  examinations: z.array(
    z.object({ id: z.string(), status: z.enum(['passed', 'failed', 'skipped']), findings: z.array(finding) }),
  ),
})
/** What `--json` prints, as far as the tests look at it. */
export type Diagnosis = z.output<typeof report> & { readonly exitCode: number }

/** Runs the doctor as an operator does. Throws with what it printed when that is no report. */
export async function doctor(...words: readonly string[]): Promise<Diagnosis> {
  const { code, text } = await capture(process.execPath, ourselves('doctor', '--json', ...words))
  try {
    return { ...report.parse(JSON.parse(text)), exitCode: code }
  } catch {
    throw new Error(`The doctor ended with ${code} and printed no report:\n${text}`)
  }
}

/** A doctor that has its definitions compiled already: an examination takes no longer than the answers. */
export class Resident {
  readonly #child
  readonly #ended

  /** For the stack of these settings, whose Prometheus is at this URL. */
  constructor(settings: string, prometheus: string) {
    this.#child = fork(fileURLToPath(new URL('examiner.ts', import.meta.url)), [prometheus], {
      execArgv: [...typescript],
      env: { ...process.env, [overridesVariable]: settings },
    })
    this.#ended = once(this.#child, 'exit')
  }

  /** Throws when the process has ended. */
  async examine(): Promise<Diagnosis> {
    this.#child.send('examine')
    const [text] = await Promise.race([once(this.#child, 'message'), this.#ended])
    if (typeof text !== 'string') throw new Error('The resident doctor has ended.')
    const read = report.parse(JSON.parse(text))
    return { ...read, exitCode: read.healthy ? 0 : 1 }
  }

  end(): void {
    this.#child.kill()
  }
}

/** Every finding, a line each. */
export const linesOf = ({ examinations }: Diagnosis): readonly string[] =>
  examinations.flatMap(({ id, findings }) =>
    findings.map(({ severity, where, what }) => `${id}: ${severity} ${where}: ${what}`),
  )
