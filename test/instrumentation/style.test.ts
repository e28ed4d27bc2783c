import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { expect } from 'vitest'
import { root } from '../support/root.ts'
import { testWith } from '../support/tools.ts'
import { installPackage, temporary } from './package.ts'
import { testOn } from './sets/test-on.ts'

testWith(['black'], 'the Python is formatted as black does it, that of the tests too', ({ black }) => {
  const env = { ...process.env, BLACK_CACHE_DIR: temporary() }
  expect(
    execFileSync(black, ['--diff', '--quiet', installPackage(), join(root, 'test')], { env, encoding: 'utf8' }),
  ).toBe('')
})

testOn(
  'debian12',
  ['mypy'],
  'the package is typed for Python 3.9, as strictly as mypy can tell',
  ({ mypy, python }) => {
    const folder = installPackage()
    // SQLAlchemy 1.4, Celery and Redis bring no types.
    const options = ['--strict', '--ignore-missing-imports', '--namespace-packages', '--python-version', '3.9']
    const words = [...options, '--python-executable', python, '--cache-dir', temporary(), '-p', 'pybase']
    expect(run(mypy, words, folder)).toMatch(/^Success: no issues found in \d+ source files\n$/)
  },
)

/** What a program prints, whether it succeeds or not. */
function run(program: string, words: readonly string[], cwd: string): string {
  try {
    return execFileSync(program, words, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  } catch (error) {
    return error instanceof Error && 'stdout' in error ? String(error.stdout) : String(error)
  }
}
