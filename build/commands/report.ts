import * as z from 'zod'
import { styled } from '../findings/styled.ts'
import { installCommand, toolNames } from './tools.ts'

/** Names the file into which the test runner writes its report, for the command that started it. */
export const reportVariable = 'PYBASE_TEST_REPORT'

const wantSchema = z.object({
  /** What is missing, for people. */
  what: z.string(),
  /** What was found in its place, and why it is of no use. */
  because: z.array(z.string()),
  /** The tool whose packages bring it, if any do. */
  tool: z.enum(toolNames).optional(),
})

/** How a run of the tests ended. */
export const reportSchema = z.object({
  passed: z.number(),
  failed: z.number(),
  skipped: z.number(),
  /** The tests that were skipped for want of something that is not here. */
  without: z.array(z.object({ test: z.string(), wants: z.array(wantSchema) })),
})

export type Report = z.output<typeof reportSchema>
export type SkippedTest = Report['without'][number]
/** Something that a test needs and this machine does not have. */
export type Want = z.output<typeof wantSchema>

/** `120 passed, 0 failed, 3 skipped`, alone on a line: what readers of a log look for. */
export const countLine = ({ passed, failed, skipped }: Report): string =>
  `${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`

/** `promtool (/usr/bin/promtool --version ended with 1)` */
export const wanted = ({ what, because }: Want): string =>
  because.length === 0 ? what : `${what} (${because.join('; ')})`

/** The command that gets what packages bring; `undefined` where none does. */
export function howToGet(wants: readonly Want[]): string | undefined {
  const tools = wants.flatMap(({ tool }) => (tool === undefined ? [] : [tool]))
  return tools.length === 0 ? undefined : installCommand(tools)
}

/** One line that cannot be overlooked; `undefined` when nothing was skipped for want of something. */
export function loudLine(without: readonly SkippedTest[]): string | undefined {
  if (without.length === 0) return undefined
  const wants = without.flatMap((each) => each.wants)
  const told = [...new Set(wants.map(wanted))].sort()
  const command = howToGet(wants)
  const tests = without.map(({ test }) => test).join('; ')
  const line = `NOT RUN for want of ${told.join(', ')}: ${tests}.${command === undefined ? '' : ` Get them: ${command}`}`
  return process.stdout.isTTY ? styled(['bold', 'yellow'], line) : line
}
