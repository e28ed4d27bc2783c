import { spawn, spawnSync } from 'node:child_process'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import { freePort } from '../../build/free-port.ts'

/** The small applications that the tests run. */
export const apps = fileURLToPath(new URL('./apps', import.meta.url))

export type Environment = Readonly<Record<string, string>>

/** The environment in which the package and the small applications are found. */
export const environment = (packageFolder: string, more: Environment = {}): Environment => ({
  PATH: process.env.PATH ?? '',
  PYTHONPATH: `${packageFolder}:${apps}`,
  PYTHONDONTWRITEBYTECODE: '1',
  ...more,
})

export interface Ended {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs Python code to its end. */
export function runPython(python: string, env: Environment, code: string): Ended {
  const { status, stdout, stderr } = spawnSync(python, ['-c', code], { env, encoding: 'utf8', timeout: 60_000 })
  return { status, stdout, stderr }
}

/** What Python code prints. Throws with what it wrote to stderr when it fails. */
export function printed(python: string, env: Environment, code: string): string {
  const { status, stdout, stderr } = runPython(python, env, code)
  if (status !== 0) throw new Error(`Python ended with ${status}:\n${stderr}`)
  return stdout
}

export interface Server {
  readonly pid: number
  /** `http://127.0.0.1:<port>` */
  readonly url: string
  readonly port: number
  /** What the server has written so far. */
  log(): string
}

/**
 * Starts `python <words>` with `{port}` replaced by a free port of 127.0.0.1, in a process group of its own that is
 * killed after the test, and waits until it listens. Throws with its log when it does not.
 */
export async function startServer(python: string, env: Environment, words: readonly string[]): Promise<Server> {
  const port = await freePort()
  const given = words.map((word) => word.replace('{port}', String(port)))
  const child = spawn(python, given, { env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  let log = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (log += chunk))
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const { pid } = child
  if (pid === undefined) throw new Error(`${python} cannot be started`)
  const kill = () => {
    try {
      process.kill(-pid, 'SIGKILL')
    } catch {
      // The whole group has ended.
    }
  }
  process.once('exit', kill)
  onTestFinished(async () => {
    process.off('exit', kill)
    kill()
    await ended
  })
  for (let attempt = 0; attempt < 300 && child.exitCode === null; attempt += 1) {
    if (await listens(port)) return { pid, url: `http://127.0.0.1:${port}`, port, log: () => log }
    await sleep(100)
  }
  throw new Error(`${given.join(' ')} does not listen. Its log:\n${log}`)
}

/** Starts uvicorn with an application such as `api:app`. */
export const serve = (python: string, env: Environment, app: string, ...options: readonly string[]): Promise<Server> =>
  startServer(python, env, ['-m', 'uvicorn', app, '--host', '127.0.0.1', '--port', '{port}', ...options])

/** Asks until the answer is right, or answers the last one: for what another process sees a moment later. */
export async function eventually<T>(ask: () => Promise<T>, right: (answer: T) => boolean): Promise<T> {
  let answer = await ask()
  for (let attempt = 0; attempt < 200 && !right(answer); attempt += 1) {
    await sleep(50)
    answer = await ask()
  }
  return answer
}

const listens = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    const answer = (yes: boolean) => {
      socket.destroy()
      resolve(yes)
    }
    socket.once('connect', () => answer(true)).once('error', () => answer(false))
  })
