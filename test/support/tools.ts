import { type TestContext, test } from 'vitest'
import { presenceOf } from '../../build/commands/presence.ts'
import { howToGet, type Want, wanted } from '../../build/commands/report.ts'
import type { ToolName } from '../../build/commands/tools.ts'

export type { ToolName }

declare module 'vitest' {
  interface TaskMeta {
    /** What a skipped test did not find; `loud-skips.ts` names it at the end of the run. */
    wants?: readonly Want[]
  }
}

/** The path of a tool that works, from its environment variable (`PROMTOOL` …) or PATH; `undefined` without it. */
export const tool = (name: ToolName): string | undefined => presenceOf(name).path

/**
 * Registers a test of real tools, which gets their paths. Where one is missing or broken the test is skipped and named
 * at the end of the run; with `CI=true` it fails instead.
 */
export function testWith<const T extends ToolName>(
  tools: readonly T[],
  name: string,
  body: (paths: Readonly<Record<T, string>>) => void | Promise<void>,
  timeoutMs = 600_000,
): void {
  test(name, { timeout: timeoutMs }, async (context) => {
    const { paths, wants } = find(tools)
    if (hasAll(paths, tools)) return body(paths)
    doWithout(context, wants)
  })
}

/** The paths of the tools that work, and what is wrong with the others. */
export function find<const T extends ToolName>(tools: readonly T[]) {
  const paths: Partial<Record<T, string>> = {}
  const wants: Want[] = []
  for (const tool of tools) {
    const found = presenceOf(tool)
    if (found.path === undefined) wants.push(found.want)
    else paths[tool] = found.path
  }
  return { paths, wants }
}

export const hasAll = <T extends ToolName>(
  paths: Partial<Record<T, string>>,
  tools: readonly T[],
): paths is Record<T, string> => tools.every((each) => paths[each] !== undefined)

/** Skips the test for want of these; fails it with `CI=true`, where nothing excuses it. */
export function doWithout({ task, skip }: TestContext, wants: readonly Want[], isExcused = false): never {
  const command = howToGet(wants)
  const note = `needs ${wants.map(wanted).join(' and ')}${command === undefined ? '' : `: ${command}`}`
  if (process.env.CI === 'true' && !isExcused) throw new Error(note)
  task.meta.wants = wants
  return skip(note)
}
