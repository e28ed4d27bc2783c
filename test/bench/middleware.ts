// What the generated middleware costs a request of PyBase's API, in one process and in several: `npm run bench`.

import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { root } from '../../build/commands/paths.ts'
import { presenceOf } from '../../build/commands/presence.ts'
import { installCommand } from '../../build/commands/tools.ts'
import { compile } from '../../build/compile.ts'
import { writeOutput } from '../../build/output/write.ts'

const script = fileURLToPath(new URL('middleware.py', import.meta.url))
const scratch = mkdtempSync(join(tmpdir(), 'pybase-bench-'))
const python = presenceOf('python').path

try {
  if (python === undefined) console.log(`The middleware is not measured: ${installCommand(['python'])}`)
  else {
    const out = join(scratch, 'out')
    const shared = join(scratch, 'shared')
    writeOutput(out, (await compile(root, 'none')).artifacts)
    mkdirSync(shared)
    const env = { PYTHONPATH: join(out, 'instrumentation'), PYTHONDONTWRITEBYTECODE: '1' }
    const cost = (more: object): string => {
      const printed = execFileSync(python, [script], { env: { ...env, ...more }, encoding: 'utf8' })
      return `${Number(printed).toFixed(0).padStart(6)} µs`
    }
    console.log('PrometheusMiddleware, a request to the last of 200 routes:')
    console.log(`  one process              ${cost({})}`)
    console.log(`  several processes        ${cost({ PROMETHEUS_MULTIPROC_DIR: shared })}`)
  }
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
