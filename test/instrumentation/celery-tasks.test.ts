import { join } from 'node:path'
import { expect } from 'vitest'
import { run, scrape, startRedis, startWorker, workerEnvironment } from './celery.ts'
import { counted, differences } from './contract.ts'
import { installPackage, temporary } from './package.ts'
import { apps, eventually } from './python.ts'
import { testOnEach } from './sets/test-on.ts'

const success = { 'extraction_tasks_total pdf success': 1, 'extraction_duration_seconds_count pdf': 1 }
const failure = { 'extraction_tasks_total failure pdf': 1, 'extraction_duration_seconds_count pdf': 1 }
const retried = (times: number) => ({ 'extraction_task_retries_total pdf': times })
const outcomes = join(apps, 'outcomes.py')

testOnEach(
  ['redis'],
  'a prefork worker counts every task once, however it ends',
  async ({ python, redis }) => {
    const env = workerEnvironment(installPackage(), await startRedis(redis), { PROMETHEUS_MULTIPROC_DIR: temporary() })
    const worker = await startWorker(python, env, '--concurrency', '1')
    expect(differences(await scrape(worker), 'extraction-worker')).toEqual([])
    expect((await run(python, env, outcomes, `${worker.url}/metrics`)).answer).toEqual({
      succeeds: success,
      'has its type in its name': success,
      'has no type': {},
      'has a type that nobody knows': {},
      fails: failure,
      'is retried and succeeds': { ...success, ...retried(1) },
      'is retried too often': { ...failure, ...retried(2) },
      'is retried by Celery and fails': { ...failure, ...retried(1) },
      'is ignored': {},
      'is rejected': {},
      'exceeds its soft limit': failure,
      'exceeds its hard limit': failure,
      'is killed': failure,
      'ends its process': failure,
      'is terminated': failure,
      'is terminated hard': failure,
      'is revoked before it begins': {},
      'is killed and delivered again': success,
    })
    expect(differences(await scrape(worker), 'extraction-worker')).toEqual([])
    expect(counted(await scrape(worker), 'extraction_tasks_in_progress')).toEqual({})
    expect(worker.log()).toContain("Tasks of the type 'dwg' are not recorded: it is none of pdf, dxf, ifc, step.")
  },
  240_000,
)

for (const pool of ['solo', 'threads'])
  testOnEach(['redis'], `the ${pool} pool needs no shared folder`, async ({ python, redis }) => {
    const env = workerEnvironment(installPackage(), await startRedis(redis))
    const worker = await startWorker(python, env, '--pool', pool)
    const names = ['fails', 'is retried too often']
    expect((await run(python, env, outcomes, `${worker.url}/metrics`, ...names)).answer).toEqual({
      fails: failure,
      'is retried too often': { ...failure, ...retried(2) },
    })
    expect(differences(await scrape(worker), 'extraction-worker')).toEqual([])
  })

testOnEach(['redis'], 'durations are those of the clock that is given', async ({ python, redis }) => {
  const env = workerEnvironment(installPackage(), await startRedis(redis), { CLOCK_SPEED: '10000' })
  const worker = await startWorker(python, env, '--pool', 'solo')
  await run(python, env, '-c', 'from extraction import *; sleeps.delay(0.1).get(timeout=60)')
  const found = await eventually(
    async () => counted(await scrape(worker), 'extraction_duration_seconds_bucket'),
    (buckets) => Object.keys(buckets).length > 0,
  )
  expect(found).toEqual({ 'extraction_duration_seconds_bucket{le="+Inf",task_type="pdf"}': 1 })
})
