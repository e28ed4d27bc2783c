import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { counted, differences } from './contract.ts'
import { installPackage, temporary } from './package.ts'
import { environment, printed, runPython, serve } from './python.ts'
import { testOnEach } from './sets/test-on.ts'

const read = (name: string): string => `
from pybase.monitoring.settings import settings
print(repr(settings().${name}))`

testOnEach([], 'without settings, everything is where Prometheus looks', ({ python }) => {
  const env = environment(installPackage())
  const shown = ['enabled', 'endpoint', 'port_of("extraction-worker")', 'port_of("search-worker")'].map(read).join('')
  expect(printed(python, env, shown)).toBe("True\n'/api/v1/metrics'\n9090\n9091\n")
})

testOnEach([], 'settings are read from the environment, or refused in a sentence', ({ python }) => {
  const env = environment(installPackage())
  const token = join(temporary(), 'token')
  writeFileSync(token, 'from-a-file\n')
  const cases: readonly (readonly [variable: string, value: string, shows: string, expected: string])[] = [
    ['PROMETHEUS_ENABLED', 'False', 'enabled', 'False'],
    ['PROMETHEUS_ENABLED', '1', 'enabled', 'True'],
    ['PROMETHEUS_ENABLED', 'maybe', 'enabled', "PROMETHEUS_ENABLED is 'maybe': set it to true or false."],
    ['METRICS_ENDPOINT', '/internal/metrics', 'endpoint', "'/internal/metrics'"],
    [
      'METRICS_ENDPOINT',
      'metrics',
      'endpoint',
      "METRICS_ENDPOINT is 'metrics': set it to a path such as /api/v1/metrics.",
    ],
    ['METRICS_PORT', '9100', 'port_of("search-worker")', '9100'],
    ['METRICS_PORT', '70000', 'port', "METRICS_PORT is '70000': set it to a port from 1 to 65535."],
    ['METRICS_TOKEN', 'abc-1', 'token', "'abc-1'"],
    ['METRICS_TOKEN', 'two words', 'token', 'METRICS_TOKEN holds no token: use letters and digits, on one line.'],
    ['METRICS_TOKEN_FILE', token, 'token', "'from-a-file'"],
    [
      'METRICS_TOKEN_FILE',
      '/nowhere/at/all',
      'token',
      "METRICS_TOKEN_FILE is '/nowhere/at/all', which cannot be read: No such file or directory. Name a file that this process may read.",
    ],
    [
      'METRICS_TOKEN_FILE',
      '/dev/null',
      'token',
      "METRICS_TOKEN_FILE is '/dev/null', which is empty: write it a token.",
    ],
  ]
  for (const [variable, value, shows, expected] of cases) {
    const { stdout, stderr } = runPython(python, { ...env, [variable]: value }, read(shows))
    const answer = stderr === '' ? stdout.trim() : stderr.trim().split('\n').at(-1)?.replace('ValueError: ', '')
    expect(answer, `${variable}=${value}`).toBe(expected)
  }
})

testOnEach([], 'PROMETHEUS_ENABLED=false: no path, nothing recorded', async ({ python }) => {
  const env = environment(installPackage(), { PROMETHEUS_ENABLED: 'false' })
  const { url } = await serve(python, env, 'api:app')
  expect((await fetch(`${url}/parts/7`)).status).toBe(200)
  // What answers is the application's own catch-all.
  expect(await (await fetch(`${url}/api/v1/metrics`)).json()).toEqual({ path: 'v1/metrics' })
  const recorded = `
import asyncio, httpx, api
async def ask():
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=api.app), base_url="http://x") as client:
        await client.get("/parts/7")
asyncio.run(ask())
from pybase.monitoring.exposition import exposition
print(exposition("pybase-api").decode())`
  expect(counted(printed(python, env, recorded), 'http_')).toEqual({})
})

testOnEach([], 'METRICS_ENDPOINT moves the path, which is then the one that is not counted', async ({ python }) => {
  const env = environment(installPackage(), { METRICS_ENDPOINT: '/internal/metrics' })
  const { url } = await serve(python, env, 'api:app')
  await fetch(`${url}/internal/metrics`)
  await fetch(`${url}/api/v1/metrics`)
  const text = await (await fetch(`${url}/internal/metrics`)).text()
  expect(counted(text, 'http_requests_total')).toEqual({
    'http_requests_total{endpoint="/api/{path:path}",method="GET",status="200"}': 1,
  })
  expect(differences(text, 'pybase-api')).toEqual([])
})
