import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'
import { startRedis, workerEnvironment } from './celery.ts'
import { installPackage, temporary } from './package.ts'
import { type Environment, environment } from './python.ts'
import { testOnEach } from './sets/test-on.ts'

const folder = fileURLToPath(new URL('./unit', import.meta.url))

/** Runs a file of Python's own unit tests. */
function runUnitTests(python: string, env: Environment, file: string): void {
  const options = { cwd: folder, env, encoding: 'utf8', timeout: 290_000 } as const
  const { status, stderr, error } = spawnSync(python, ['-m', 'unittest', file], options)
  expect(status, error?.message ?? stderr).toBe(0)
  expect(stderr).toMatch(/^Ran [1-9]/m)
  if (process.env.CI === 'true') expect(stderr).not.toContain('skipped')
}

for (const file of ['test_endpoint', 'test_routes', 'test_statement', 'test_database', 'test_pool'])
  testOnEach([], `${file}.py`, ({ python }) => runUnitTests(python, environment(installPackage()), file))

testOnEach([], 'test_pool.py in a shared folder', ({ python }) =>
  runUnitTests(python, environment(installPackage(), { PROMETHEUS_MULTIPROC_DIR: temporary() }), 'test_pool'),
)

testOnEach(
  [],
  'test_gone.py in a shared folder',
  ({ python }) =>
    runUnitTests(python, environment(installPackage(), { PROMETHEUS_MULTIPROC_DIR: temporary() }), 'test_gone'),
  300_000,
)

testOnEach(['redis'], 'test_cache.py', async ({ python, redis }) =>
  runUnitTests(python, workerEnvironment(installPackage(), await startRedis(redis)), 'test_cache'),
)
