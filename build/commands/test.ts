import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { cached } from '../cache.js'
import { capture, type Ended, ourselves, startNode } from './child.ts'
import { installed, repository } from './paths.ts'
import { presenceOf } from './presence.ts'
import {
  countLine,
  loudLine,
  type Report,
  reportSchema,
  reportVariable,
  type SkippedTest,
  type Want,
} from './report.ts'
import { testsOf } from './test/belonging.ts'

/** What the test runner is started with, and what is run beside it, one after another. */
interface Steps {
  readonly tests: readonly string[]
  readonly beside: Readonly<Record<string, readonly string[]>>
}

/** Checks again only what has changed since it was right, and what imports that. It is the test of each `.test-d.ts`, too. */
const types = [installed('typescript', 'bin', 'tsc'), '--incremental', '--tsBuildInfoFile', cached('all.tsbuildinfo')]
const biome = [installed('@biomejs', 'biome', 'bin', 'biome'), 'check', '--error-on-warnings']
const vitest = [installed('vitest', 'vitest.mjs'), 'run']

const all: Steps = {
  tests: vitest,
  beside: { types, lint: biome, 'build --check': ourselves('build', '--check'), validate: ourselves('validate') },
}

/** Of the files at these paths, and the types of all. */
const some = (paths: readonly string[], root: string): Steps => ({
  tests: [...vitest, ...new Set(paths.flatMap((path) => testsOf(path, root)))],
  beside: { types, lint: [...biome, ...paths.map((path) => resolve(path))] },
})

/**
 * Runs every step, or what belongs to paths, whatever else fails; exit code 1 when one failed. The last lines are the
 * counts and what was not run. Throws `Refused` (exit 2) for a path that has no tests.
 */
export async function test(paths: readonly string[]): Promise<number> {
  const root = repository('test')
  const { tests, beside } = paths.length === 0 ? all : some(paths, root)
  const scratch = mkdtempSync(join(tmpdir(), 'pybase-test-'))
  try {
    const reportFile = join(scratch, 'report.json')
    const without: SkippedTest[] = []
    const failed: string[] = []
    const told = (name: string, code: number): void => {
      console.log(`${code === 0 ? 'ok     ' : 'FAILED '} ${name}`)
      if (code !== 0) failed.push(name)
    }
    // The runner shows its progress meanwhile: what the others print is told after it, and in this order.
    const others = inTurn(beside, root, without)
    told('tests', await startNode(tests, { cwd: root, env: { ...process.env, [reportVariable]: reportFile } }).ended)
    for (const { name, code, text } of await others) {
      if (code !== 0 || name === 'validate') console.log(text.trimEnd())
      told(name, code)
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

async function inTurn(steps: Steps['beside'], root: string, without: SkippedTest[]) {
  const ended: (Ended & { readonly name: string })[] = []
  for (const [name, words] of Object.entries(steps)) {
    const wants = name === 'validate' ? missingCheckers() : []
    if (wants.length > 0) without.push({ test: name, wants })
    else ended.push({ name, ...(await capture(process.execPath, words, { cwd: root })) })
  }
  return ended
}

/** The tools that validate lacks here. In CI it runs, and fails, without them; it never pulls an image inside the tests. */
function missingCheckers(): Want[] {
  if (process.env.CI === 'true') return []
  return (['promtool', 'amtool'] as const).flatMap((tool) => {
    const found = presenceOf(tool)
    return found.path === undefined ? [found.want] : []
  })
}

function readReport(file: string): Report {
  try {
    return reportSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    // The runner ended before it could report.
    return { passed: 0, failed: 1, skipped: 0, without: [] }
  }
}
