import { join } from 'node:path'
import { startNode } from '../../build/commands/child.ts'
import { installed } from '../../build/commands/paths.ts'
import { describe, Refused } from '../../build/findings/problem.ts'
import { ensurePage } from '../../build/preview/install/page.ts'
import { progressOn } from '../../build/preview/install/progress.ts'
import { root } from '../support/root.ts'

// The tests that need the preview's own packages and a browser. Words are handed to vitest: a file, `--update`.

async function main(words: readonly string[]): Promise<number> {
  await ensurePage({
    folder: join(root, 'build', 'preview'),
    progress: progressOn(process.stdout),
    signal: new AbortController().signal,
  })
  const steps = [
    [installed('typescript', 'bin', 'tsc'), '-p', 'build/preview'],
    // The page that explains alerts is tried in the same browser.
    [installed('typescript', 'bin', 'tsc'), '-p', 'build/explain/page/browser'],
    [installed('vitest', 'vitest.mjs'), 'run', '--config', 'test/preview/browser/vitest.config.ts', ...words],
  ]
  const codes: number[] = []
  for (const step of steps) codes.push(await startNode(step, { cwd: root }).ended)
  return codes.every((code) => code === 0) ? 0 : 1
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof Refused)) throw error
  console.error(error.problems.map(describe).join('\n\n'))
  process.exitCode = error.exitCode
}
