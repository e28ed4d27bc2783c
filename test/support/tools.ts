import { test } from 'vitest'
import { findTool, installCommand, type ToolName } from '../../build/commands/tools.ts'

export type { ToolName }

declare module 'vitest' {
  interface TaskMeta {
    /** The tools that a skipped test did not find; `loud-skips.ts` names them at the end of the run. */
    missingTools?: readonly ToolName[]
  }
}

/** The path of an installed tool, from its environment variable (`PROMTOOL` …) or PATH; `undefined` without it. */
export const tool = (name: ToolName): string | undefined => findTool(name)

/**
 * Registers a test of real tools, which gets their paths. Where one is missing the test is skipped and named at the end
 * of the run; with `CI=true` it fails instead.
 */
export function testWith<const T extends ToolName>(
  tools: readonly T[],
  name: string,
  body: (paths: Readonly<Record<T, string>>) => void | Promise<void>,
  timeoutMs = 120_000,
): void {
  test(name, { timeout: timeoutMs }, async (context) => {
    const paths: Partial<Record<T, string>> = {}
    for (const each of tools) {
      const path = tool(each)
      if (path !== undefined) paths[each] = path
    }
    if (hasAll(paths, tools)) return body(paths)
    const missing = tools.filter((each) => paths[each] === undefined)
    const note = `needs ${missing.join(' and ')}: ${installCommand(missing)}`
    if (process.env.CI === 'true') throw new Error(note)
    context.task.meta.missingTools = missing
    context.skip(note)
  })
}

const hasAll = <T extends ToolName>(
  paths: Partial<Record<T, string>>,
  tools: readonly T[],
): paths is Record<T, string> => tools.every((each) => paths[each] !== undefined)
