import * as z from 'zod'
import { capture, ourselves } from '../../build/commands/child.ts'

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

/** Every finding, a line each. */
export const linesOf = ({ examinations }: Diagnosis): readonly string[] =>
  examinations.flatMap(({ id, findings }) =>
    findings.map(({ severity, where, what }) => `${id}: ${severity} ${where}: ${what}`),
  )
