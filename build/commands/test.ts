import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ourselves, startNode } from './child.ts'
import { installed, root } from './paths.ts'
import { countLine, loudLine, type Report, reportSchema, reportVariable, type SkippedTest } from './report.ts'
import { findTool, type ToolName } from './tools.ts'

const steps = {
  types: [installed('typescript', 'bin', 'tsc')],
  lint: [installed('@biomejs', 'biome', 'bin', 'biome'), 'check', '--error-on-warnings'],
  tests: [installed('vitest', 'vitest.mjs'), 'run'],
  'build --check': ourselves('build', '--check'),
  validate: ourselves('validate'),
} as const satisfies Readonly<Record<string, readonly string[]>>

/** Runs every step, whatever failed before it; exit code 1 when one failed. The last lines are the counts and what was not run. */
export async function test(): Promise<number> {
  const scratch = mkdtempSync(join(tmpdir(), 'pybase-test-'))
  try {
    const reportFile = join(scratch, 'report.json')
    const env = { ...process.env, [reportVariable]: reportFile }
    const without: SkippedTest[] = []
    const failed: string[] = []
    for (const [name, words] of Object.entries(steps)) {
      const missing = name === 'validate' ? missingCheckers() : []
      if (missing.length > 0) {
        without.push({ test: name, tools: [...missing] })
        continue
      }
      const code = await startNode(words, { cwd: root, env }).ended
      console.log(`${code === 0 ? 'ok     ' : 'FAILED '} ${name}`)
      if (code !== 0) failed.push(name)
    }
    const report = readReport(reportFile)
    if (failed.length > 0) console.log(`\nFailed: ${failed.join(', ')}`)
    console.log(`\n${countLine(report)}`)
    const loud = loudLine([...report.without, ...without])
    if (loud !== undefined) console.log(loud)
    return failed.length === 0 ? 0 : 1
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

/** The tools that validate lacks here. In CI it runs, and fails, without them; it never pulls an image inside the tests. */
function missingCheckers(): readonly ToolName[] {
  if (process.env.CI === 'true') return []
  return (['promtool', 'amtool'] as const).filter((name) => findTool(name) === undefined)
}

function readReport(file: string): Report {
  try {
    return reportSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    // The runner ended before it could report.
    return { passed: 0, failed: 1, skipped: 0, without: [] }
  }
}
