import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { type Environment, environment, type Server, startServer } from './python.ts'

/** Starts Redis on a free port, without files. */
export const startRedis = (redis: string): Promise<Server> =>
  startServer(redis, {}, ['--port', '{port}', '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'])

/** The environment of the worker in apps/extraction.py and of those that send it tasks. */
export const workerEnvironment = (folder: string, redis: Server, more: Environment = {}): Environment =>
  environment(folder, { REDIS_URL: `redis://127.0.0.1:${redis.port}/0`, C_FORCE_ROOT: 'yes', ...more })

const quiet = ['--without-mingle', '--without-gossip', '--without-heartbeat']

/** Starts the worker, and waits until it serves its metrics. */
export const startWorker = (python: string, env: Environment, ...options: readonly string[]): Promise<Server> =>
  startServer('/usr/bin/env', env, [
    ...['METRICS_PORT={port}', python, '-m', 'celery', '-A', 'extraction', 'worker', ...quiet, '--loglevel', 'info'],
    ...options,
  ])

/** Python code that runs the worker in its own process, `before` in front of it. */
export const workerCode = (before: string, ...options: readonly string[]): string =>
  `from extraction import *\n${before}\napp.worker_main(${JSON.stringify(['worker', ...quiet, ...options])})`

/** What the worker exposes. */
export const scrape = async ({ url }: Server): Promise<string> => (await fetch(`${url}/metrics`)).text()

/** What Python prints as JSON and to stderr, while the servers go on. Throws with its stderr when it fails. */
export async function run(
  python: string,
  env: Environment,
  ...words: readonly string[]
): Promise<{ readonly answer: unknown; readonly log: string }> {
  const { stdout, stderr } = await promisify(execFile)(python, words, { env, timeout: 200_000 })
  return { answer: stdout.startsWith('{') || stdout.startsWith('[') ? JSON.parse(stdout) : stdout, log: stderr }
}
