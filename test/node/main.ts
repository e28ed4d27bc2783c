import { delimiter, dirname } from 'node:path'
import { ourselves, startNode } from '../../build/commands/child.ts'
import { installed } from '../../build/commands/paths.ts'
import { root } from '../support/root.ts'
import { release } from './releases.ts'

// Builds, checks and tests the compiler with other releases of Node.js: `npm run test:node -- 22 24`.

const supported = ['20.19', '22', '24', '26']

/** The tests of the compiler; those of tools and servers are the same with every Node.js. */
const tested = [
  ...[
    'checks',
    'checkout',
    'definitions',
    'diff',
    'documents',
    'findings',
    'language',
    'model',
    'new',
    'output',
    'promql',
    'queries',
  ],
  ...['specification', 'stack', 'targets', 'commands/check', 'commands/usage'],
].map((name) => `test/${name}`)

const steps = {
  'build --check': ourselves('build', '--check', '--no-cache'),
  check: ourselves('check'),
  tests: [installed('vitest', 'vitest.mjs'), 'run', '--project', 'compiler', ...tested],
}

/** Answers what failed. */
async function tryOut(node: string, version: string): Promise<readonly string[]> {
  // Without CI, since tools may be missing here.
  const { CI: _, ...ours } = process.env
  const env = { ...ours, PATH: `${dirname(node)}${delimiter}${process.env.PATH}` }
  const failed: string[] = []
  for (const [name, words] of Object.entries(steps)) {
    const code = await startNode(words, { cwd: root, env, node }).ended
    console.log(`${code === 0 ? 'ok     ' : 'FAILED '} ${version}: ${name}`)
    if (code !== 0) failed.push(`${version}: ${name}`)
  }
  return failed
}

const words = process.argv.slice(2)
const failed: string[] = []
const without: string[] = []
for (const asked of words.length === 0 ? supported : words) {
  const found = await release(asked)
  if ('because' in found) without.push(`${asked} (${found.because})`)
  else failed.push(...(await tryOut(found.node, found.version)))
}
if (failed.length > 0) console.log(`\nFailed: ${failed.join(', ')}`)
if (without.length > 0) console.log(`\nNOT RUN for want of Node.js ${without.join(', ')}`)
process.exitCode = failed.length > 0 || (without.length > 0 && process.env.CI === 'true') ? 1 : 0
