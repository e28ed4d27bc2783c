import { describe, inject, test } from 'vitest'
import type { Want } from '../../../build/commands/report.ts'
import { doWithout, find, hasAll, type ToolName } from '../../support/tools.ts'
import { type SetName, setNames, sets } from './sets.ts'
import type {} from './setup.ts'

type Paths<T extends ToolName> = Readonly<Record<T | 'python', string>>

/** Registers a test that runs on each set of Python packages, with these tools too; it gets their paths. */
export function testOnEach<const T extends Exclude<ToolName, 'python'>>(
  tools: readonly T[],
  name: string,
  body: (paths: Paths<T>) => void | Promise<void>,
  timeoutMs?: number,
): void {
  for (const set of setNames) testOn(set, tools, name, body, timeoutMs)
}

/** The same on one set. Without it the test is skipped and named; with `CI=true` it fails, if not for want of a network. */
export function testOn<const T extends Exclude<ToolName, 'python'>>(
  set: SetName,
  tools: readonly T[],
  name: string,
  body: (paths: Paths<T>) => void | Promise<void>,
  timeoutMs = 600_000,
): void {
  describe(sets[set].title, () => {
    test(name, { timeout: timeoutMs }, async (context) => {
      const python = inject('pythons')[set]
      const { paths, wants } = find(tools)
      if (python.python !== undefined && hasAll(paths, tools)) return body({ ...paths, python: python.python })
      const isOffline = python.python === undefined && python.isOffline && wants.length === 0
      doWithout(context, [...wants, ...wantsOf(set)], isOffline)
    })
  })
}

/** What a set lacks, for people. */
function wantsOf(set: SetName): readonly Want[] {
  const answer = inject('pythons')[set]
  return answer.python === undefined ? [{ what: `Python with ${sets[set].title}`, because: answer.because }] : []
}
