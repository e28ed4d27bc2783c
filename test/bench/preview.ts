// How long the preview's page takes until its panels are drawn: `npm run bench:preview`.

import { join } from 'node:path'
import { startNode, typescript } from '../../build/commands/child.ts'
import { browser } from '../../build/commands/preview/draw.ts'
import { describe, Refused } from '../../build/findings/problem.ts'
import { ensurePage } from '../../build/preview/install/page.ts'
import { progressOn } from '../../build/preview/install/progress.ts'
import { root } from '../support/root.ts'

try {
  const chromium = browser()
  await ensurePage({
    folder: join(root, 'build', 'preview'),
    progress: progressOn(process.stdout),
    signal: new AbortController().signal,
  })
  // The page's packages resolve for what belongs to its own program.
  const measure = join(root, 'test', 'preview', 'browser', 'bench.ts')
  process.exitCode = await startNode([...typescript, measure, chromium]).ended
} catch (error) {
  if (!(error instanceof Refused)) throw error
  console.error(error.problems.map(describe).join('\n\n'))
  process.exitCode = error.exitCode
}
