import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { portOf } from '../stack/addresses.ts'
import { answers } from '../stack/api.ts'
import type { Program } from '../stack/server.ts'
import type { Places } from '../stack/stack.ts'
import { Application, switchesFile } from './switches.ts'

const ours = fileURLToPath(new URL('python', import.meta.url))

/** The application with the generated instrumentation: the API in two processes, both workers, and the load. */
export function programs(places: Places): readonly Program[] {
  // Every fault is off, which the processes read when they start.
  new Application(places.home)
  return [api(places), extractionWorker(places), searchWorker(places), load(places)]
}

const api = (places: Places): Program => {
  const { addresses, tools } = places
  const address = addresses['pybase-api']
  return {
    name: 'pybase-api',
    program: tools.python,
    args: [
      ...['-m', 'uvicorn', 'application.api:app', '--workers', '2', '--host', '127.0.0.1', '--port', portOf(address)],
      ...['--no-access-log', '--log-level', 'warning'],
    ],
    env: environment(places, 'pybase-api'),
    ready: answers(`http://${address}/api/v1/metrics`),
  }
}

const extractionWorker = (places: Places): Program => worker(places, 'extraction-worker', 2, 'extraction')
const searchWorker = (places: Places): Program => worker(places, 'search-worker', 1, 'search,celery')

const worker = (
  places: Places,
  name: 'extraction-worker' | 'search-worker',
  processes: number,
  queues: string,
): Program => {
  const address = places.addresses[name]
  return {
    name,
    program: places.tools.python,
    args: [
      ...['-m', 'celery', '--app', 'application.worker:celery', 'worker', '--hostname', `${name}@%h`],
      ...['--queues', queues, '--concurrency', String(processes), '--loglevel', 'warning'],
      ...['--without-gossip', '--without-mingle'],
    ],
    env: { ...environment(places, name), PYBASE_JOB: name, METRICS_PORT: portOf(address) },
    ready: answers(`http://${address}/metrics`),
  }
}

const load = (places: Places): Program => {
  const started = join(places.home, 'load-started')
  return {
    name: 'load',
    program: places.tools.python,
    args: ['-m', 'application.load', started],
    env: { ...environment(places), API_ADDRESS: places.addresses['pybase-api'] },
    ready: async () => existsSync(started),
  }
}

/** What every process is told; those of a job share a folder for their numbers. */
function environment({ home, configuration, databaseUrl, redisUrl }: Places, job?: string): Record<string, string> {
  const numbers = join(home, 'numbers', job ?? '')
  if (job !== undefined) mkdirSync(numbers, { recursive: true })
  return {
    PYTHONPATH: `${ours}:${join(configuration, 'instrumentation')}`,
    PYTHONDONTWRITEBYTECODE: '1',
    DATABASE_URL: databaseUrl,
    REDIS_URL: redisUrl,
    SWITCHES: switchesFile(home),
    ...(job !== undefined && { PROMETHEUS_MULTIPROC_DIR: numbers }),
  }
}
