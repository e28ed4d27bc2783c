// What the generated middleware costs a request of PyBase's API, in one process and in several: `npm run bench`.

import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compile } from '../../build/compile.ts'
import { writeOutput } from '../../build/output/write.ts'
import { provideAll } from '../instrumentation/sets/provide.ts'
import { setNames, sets } from '../instrumentation/sets/sets.ts'
import { root } from '../support/root.ts'

const script = fileURLToPath(new URL('middleware.py', import.meta.url))
const scratch = mkdtempSync(join(tmpdir(), 'pybase-bench-'))

try {
  const out = join(scratch, 'out')
  const shared = join(scratch, 'shared')
  writeOutput(out, (await compile(root, 'none')).artifacts)
  mkdirSync(shared)
  const env = { PYTHONPATH: join(out, 'instrumentation'), PYTHONDONTWRITEBYTECODE: '1' }
  const pythons = await provideAll()
  for (const name of setNames) {
    const { title } = sets[name]
    const { python, ...rest } = pythons[name]
    if (python === undefined) {
      console.log(`With ${title} the middleware is not measured: ${'because' in rest ? rest.because.join(', ') : ''}`)
      continue
    }
    const costs = (more: object): Readonly<Record<string, number>> =>
      JSON.parse(execFileSync(python, [script], { env: { ...env, ...more }, encoding: 'utf8' }))
    const one = costs({})
    const several = costs({ PROMETHEUS_MULTIPROC_DIR: shared })
    console.log(
      `PrometheusMiddleware with ${title}, CPU of a request to the last route, in one process and in several:`,
    )
    for (const [what, cost] of Object.entries(one))
      console.log(`  ${what.padEnd(20)} ${cost.toFixed(0).padStart(6)} µs ${several[what]?.toFixed(0).padStart(6)} µs`)
  }
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
