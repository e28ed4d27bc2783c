import { join } from 'node:path'
import { expect } from 'vitest'
import { counted, differences, samples } from './contract.ts'
import { installPackage, temporary } from './package.ts'
import { environment, printed, type Server, serve } from './python.ts'
import { testOnEach } from './sets/test-on.ts'

const scrape = async ({ url }: Server): Promise<string> => (await fetch(`${url}/api/v1/metrics`)).text()

/** Runs a scenario of apps/sockets.py against a server. */
const sockets = (python: string, scenario: string, { port }: Server): unknown =>
  JSON.parse(
    printed(
      python,
      environment(''),
      `import runpy, sys; sys.argv = ["sockets", "${scenario}", "${port}"]; runpy.run_module("sockets")`,
    ),
  )

testOnEach([], 'the requests of two processes add up in one exposition of the catalog', async ({ python }) => {
  const folder = join(temporary(), 'shared')
  const env = environment(installPackage(), { PROMETHEUS_MULTIPROC_DIR: folder })
  const server = await serve(python, env, 'api:app', '--workers', '2')
  const processes = new Set<string>()
  let asked = 0
  while (processes.size < 2 && asked < 2000) {
    processes.add(await (await fetch(`${server.url}/pid`, { headers: { connection: 'close' } })).text())
    asked += 1
  }
  expect(processes.size).toBe(2)
  const text = await scrape(server)
  expect(counted(text, 'http_requests_total')).toEqual({
    'http_requests_total{endpoint="/pid",method="GET",status="200"}': asked,
  })
  expect(samples(text).get('http_request_duration_seconds_count{endpoint="/pid",method="GET"}')).toBe(asked)
  expect(counted(text, 'pybase_build_info')).toEqual({ 'pybase_build_info{version="1.2.3"}': 1 })
  expect(differences(text, 'pybase-api')).toEqual([])
})

testOnEach([], 'a connection counts until either side ends it, and never when it is rejected', async ({ python }) => {
  const server = await serve(python, environment(installPackage()), 'api:app')
  expect(sockets(python, 'ends', server)).toEqual([4, 'rejected', 4, 3, 2, 1, 0])
})

testOnEach([], 'a scrape forgets the connections of a process that was killed', async ({ python }) => {
  const env = environment(installPackage(), { PROMETHEUS_MULTIPROC_DIR: temporary() })
  const server = await serve(python, env, 'api:app', '--workers', '2')
  const { opened, left } = sockets(python, 'killed', server) as Record<'opened' | 'left', readonly [number, number]>
  expect(opened[1]).toBe(opened[0])
  expect(left[1]).toBe(left[0])
})
