import { chmodSync, symlinkSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { capture } from '../../build/commands/child.ts'
import { installed } from '../../build/commands/paths.ts'
import { loudLine, type Report, reportSchema, reportVariable } from '../../build/commands/report.ts'
import { findProgram, findTool } from '../../build/commands/tools.ts'
import { hasSet } from '../instrumentation/sets/check.ts'
import { sets } from '../instrumentation/sets/sets.ts'
import { put, temporaryFolder, textOf } from '../output/folder.ts'
import { root } from '../support/root.ts'
import { type ToolName, testWith } from '../support/tools.ts'

/** Tests that need each tool, few and quick; what they need besides is missing where the tool is alone. */
const files = {
  promtool: ['test/witness/humanize.test.ts', 'test/out/promtool.test.ts'],
  amtool: ['test/out/promtool.test.ts'],
  alertmanager: ['test/targets/alertmanager.test.ts'],
  prometheus: ['test/promql/format-query.test.ts', 'test/promql/evaluate/staleness.test.ts'],
  redis: ['test/instrumentation/unit.test.ts'],
  python: ['test/instrumentation/unit.test.ts'],
  black: ['test/instrumentation/style.test.ts'],
  mypy: ['test/instrumentation/style.test.ts'],
} as const satisfies Partial<Record<ToolName, readonly string[]>>

const names = Object.keys(files) as readonly (keyof typeof files)[]

/** A machine on which nobody has installed anything: its PATH has Node, git, a few of the coreutils, and a bare Python. */
class FreshMachine {
  readonly folder = temporaryFolder()

  constructor() {
    for (const program of ['git', 'sh', 'cat', 'cp', 'env', 'ls', 'mkdir', 'mv', 'rm', 'sleep', 'true', 'uname']) {
      const path = findProgram(program)
      if (path !== undefined) this.add(program, path)
    }
    this.add('node', process.execPath)
    this.addPython(`${findProgram('python3') ?? '/no/python3'} -I -S`)
  }

  add(name: string, path: string): void {
    put(this.folder, 'bin/.keep', '')
    symlinkSync(path, join(this.folder, 'bin', name))
  }

  /** As Debian has it without python3-venv; bare it has no packages either. */
  addPython(command: string): void {
    const noVenv = 'case "$*" in *-m\\ venv*) echo "ensurepip is not available"; exit 1 ;; esac'
    put(this.folder, 'bin/python3', `#!/bin/sh\n${noVenv}\nexec ${command} "$@"\n`)
    chmodSync(join(this.folder, 'bin', 'python3'), 0o755)
  }

  /** Runs test files there, without CI, and answers their report. Throws with what they print where they fail. */
  async run(tests: readonly string[]): Promise<Report> {
    const env = { PATH: join(this.folder, 'bin'), HOME: this.folder, [reportVariable]: join(this.folder, 'report') }
    const words = Object.entries(env).map(([name, value]) => `${name}=${value}`)
    const vitest = [installed('vitest', 'vitest.mjs'), 'run', ...new Set(tests)]
    const { code, text } = await capture('/usr/bin/env', ['-i', ...words, process.execPath, ...vitest], { cwd: root })
    expect(code, text).toBe(0)
    return reportSchema.parse(JSON.parse(textOf(this.folder, 'report')))
  }
}

const debian = "Python with Debian 12's packages"
const wanted = ({ without }: Report) => new Set(without.flatMap(({ wants }) => wants.map(({ what }) => what)))

test('where nothing is installed the tests pass, and say which were skipped for want of what', async () => {
  const report = await new FreshMachine().run(Object.values(files).flat())
  const pythons = [debian, 'Python with the newest packages']
  expect([...wanted(report)].sort()).toEqual([...pythons, ...names.filter((name) => name !== 'python')].sort())
  expect(report).toMatchObject({ failed: 0, skipped: report.without.length })
  // Why is said, too: which Python is too old, or cannot make an environment.
  for (const { what, because } of report.without.flatMap(({ wants }) => wants))
    if (pythons.includes(what)) expect(because).not.toEqual([])
  expect(loudLine(report.without)).toMatch(
    /^NOT RUN for want of Python with .*: .*numbers and labels are said as Prometheus/,
  )
})

describe('where one tool alone is installed, its tests run and the others are skipped', () => {
  for (const name of names)
    testWith([name], name, async (paths) => {
      const machine = new FreshMachine()
      // The name by which it is looked for.
      if (name === 'python') machine.addPython(paths[name] ?? '')
      else machine.add(basename(findTool(name, { PATH: process.env.PATH }) ?? name), paths[name] ?? '')
      const report = await machine.run(files[name])
      if (name !== 'python') expect(wanted(report)).not.toContain(name)
      // Packages of other versions are of use to others than these tests.
      else expect(wanted(report).has(debian)).toBe(!(await hasSet(paths[name] ?? '', sets.debian12)))
    })
})
