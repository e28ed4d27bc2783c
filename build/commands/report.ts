import { z } from 'zod'
import { styled } from './styled.ts'
import { installCommand, toolNames } from './tools.ts'

/** Names the file into which the test runner writes its report, for the command that started it. */
export const reportVariable = 'PYBASE_TEST_REPORT'

/** How a run of the tests ended. */
export const reportSchema = z.object({
  passed: z.number(),
  failed: z.number(),
  skipped: z.number(),
  /** The tests that were skipped because a tool is not installed. */
  without: z.array(z.object({ test: z.string(), tools: z.array(z.enum(toolNames)) })),
})

export type Report = z.output<typeof reportSchema>
export type SkippedTest = Report['without'][number]

/** `120 passed, 0 failed, 3 skipped`, alone on a line: what readers of a log look for. */
export const countLine = ({ passed, failed, skipped }: Report): string =>
  `${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`

/** One line that cannot be overlooked; `undefined` when nothing was skipped for want of a tool. */
export function loudLine(without: readonly SkippedTest[]): string | undefined {
  if (without.length === 0) return undefined
  const tools = [...new Set(without.flatMap((each) => each.tools))].sort()
  const line = `NOT RUN for want of ${tools.join(', ')}: ${without.map(({ test }) => test).join('; ')}. Get them: ${installCommand(tools)}`
  return process.stdout.isTTY ? styled(['bold', 'yellow'], line) : line
}
