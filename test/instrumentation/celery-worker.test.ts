import { readdirSync } from 'node:fs'
import { expect } from 'vitest'
import { run, scrape, startRedis, startWorker, workerCode, workerEnvironment } from './celery.ts'
import { counted, differences } from './contract.ts'
import { installPackage, temporary } from './package.ts'
import { eventually, startServer } from './python.ts'
import { testOnEach } from './sets/test-on.ts'

const succeeded = 'extraction_tasks_total{status="success",task_type="pdf"}'
const running = 'extraction_tasks_in_progress{task_type="pdf"}'
const stopsWhenReady = `
from celery import signals
from celery.worker import state
def stop(**_):
    state.should_stop = 0
signals.worker_ready.connect(stop)`

testOnEach(
  ['redis'],
  'counters outlive the children that a worker replaces, files do not',
  async ({ python, redis }) => {
    const folder = temporary()
    const env = workerEnvironment(installPackage(), await startRedis(redis), { PROMETHEUS_MULTIPROC_DIR: folder })
    const worker = await startWorker(python, env, '--concurrency', '1', '--max-tasks-per-child', '1')
    const code = 'from extraction import *; print([succeeds.delay("pdf").get(timeout=60) for _ in range(8)])'
    const { answer } = await run(python, env, '-c', code)
    expect(new Set(answer as readonly number[]).size).toBe(8)
    const text = await eventually(
      () => scrape(worker),
      (now) => counted(now, 'extraction_tasks')[succeeded] === 8,
    )
    expect(counted(text, 'extraction_tasks')).toEqual({ [succeeded]: 8 })
    // The sums, and those of the worker, of its child, and of one that may be about to end.
    expect(readdirSync(folder).filter((name) => name.startsWith('counter_')).length).toBeLessThanOrEqual(4)
    expect(differences(text, 'extraction-worker')).toEqual([])
  },
)

testOnEach(['redis'], 'a worker that is killed leaves no task in progress', async ({ python, redis }) => {
  const env = workerEnvironment(installPackage(), await startRedis(redis), { PROMETHEUS_MULTIPROC_DIR: temporary() })
  const tasks = (now: string) => counted(now, 'extraction_tasks')
  const killed = await startWorker(python, env, '--concurrency', '1')
  await run(
    python,
    env,
    '-c',
    'from extraction import *; succeeds.delay("pdf").get(timeout=60); waits.delay("a"); redis.Redis.from_url(url).blpop("a-began")',
  )
  expect(tasks(await scrape(killed))).toEqual({ [succeeded]: 1, [running]: 1 })
  process.kill(killed.pid, 'SIGKILL')

  const next = await startWorker(python, env, '--concurrency', '1')
  const text = await eventually(
    () => scrape(next),
    (now) => tasks(now)[running] === undefined,
  )
  expect(tasks(text)).toEqual({ [succeeded]: 1 })
  expect(differences(text, 'extraction-worker')).toEqual([])
})

testOnEach(['redis'], 'the search worker exposes its own metrics only', async ({ python, redis }) => {
  const env = workerEnvironment(installPackage(), await startRedis(redis), {
    PROMETHEUS_MULTIPROC_DIR: temporary(),
    JOB: 'search-worker',
  })
  const worker = await startWorker(python, env, '--concurrency', '1')
  await run(python, env, '-c', 'from extraction import *; succeeds.delay("pdf").get(timeout=60)')
  expect(differences(await scrape(worker), 'search-worker')).toEqual([])
})

testOnEach(
  ['redis'],
  'a prefork worker without a shared folder says so rather than serve zeros',
  async ({ python, redis }) => {
    const env = workerEnvironment(installPackage(), await startRedis(redis))
    const { log } = await run(python, env, '-c', workerCode(stopsWhenReady, '--concurrency', '1'))
    expect(log).toContain('The metrics of extraction-worker are not served: set PROMETHEUS_MULTIPROC_DIR to a folder')
    expect(log).not.toContain('Traceback')
  },
)

testOnEach(['redis'], 'a worker without monitoring serves and records nothing', async ({ python, redis }) => {
  const env = workerEnvironment(installPackage(), await startRedis(redis), { PROMETHEUS_ENABLED: 'false' })
  const before = `${stopsWhenReady}\nassert not signals.task_prerun.receivers`
  const { log } = await run(python, env, '-c', workerCode(before, '--concurrency', '1'))
  expect(log).not.toContain('The metrics of')
})

testOnEach(['redis'], 'a worker waits for a port that is still in use', async ({ python, redis }) => {
  const env = workerEnvironment(installPackage(), await startRedis(redis))
  const taken = `
import socket
from celery import signals
taken = socket.create_server(("127.0.0.1", int(os.environ["METRICS_PORT"])))
def give_back(**_):
    taken.close()
signals.worker_ready.connect(give_back)`
  const worker = await startServer('/usr/bin/env', env, [
    ...['METRICS_PORT={port}', python, '-c', workerCode(taken, '--pool', 'solo')],
  ])
  const text = await eventually(
    () => scrape(worker).catch(() => ''),
    (now) => now !== '',
  )
  expect(differences(text, 'extraction-worker')).toEqual([])
  const at = `127.0.0.1:${worker.port}`
  expect(worker.log()).toContain(`The metrics of extraction-worker are not served at ${at}: Address already in use.`)
})
