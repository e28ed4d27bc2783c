import { spawn } from 'node:child_process'
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../../build/free-port.ts'

export interface PrometheusOptions {
  /** The text of `prometheus.yml`; without it and without `folder` nothing is scraped. */
  readonly config?: string
  /** A folder that is copied to the server's own, such as `out`, with rule files where its configuration names them. */
  readonly folder?: string
  /** The configuration's path inside `folder`: `prometheus.yml` if not given. */
  readonly configFile?: string
  /** How long samples are kept: blocks that are older are deleted. */
  readonly retention?: string
  /** More words of the command line. */
  readonly flags?: readonly string[]
  /** Where it keeps its samples, instead of a folder that goes with it: another one goes on there. */
  readonly data?: string
}

export interface Prometheus extends AsyncDisposable {
  /** `http://127.0.0.1:<port>`, without a slash at the end. */
  readonly url: string
  /** `data` of `/api/v1/<path>`. Throws Prometheus' own error when it refuses the request. */
  api(path: string, params?: Readonly<Record<string, string>>): Promise<unknown>
  /** Ends the server and removes its files. */
  stop(): Promise<void>
}

/**
 * Starts the real Prometheus at `binary` on a free port of 127.0.0.1, in a temporary folder, and waits until it is ready.
 * Throws with the server's log when it does not become ready.
 */
export async function startPrometheus(binary: string, options: PrometheusOptions = {}): Promise<Prometheus> {
  const home = await mkdtemp(join(tmpdir(), 'prometheus-'))
  if (options.folder) await cp(options.folder, home, { recursive: true })
  const configFile = join(home, options.configFile ?? 'prometheus.yml')
  if (options.config !== undefined || !options.folder)
    await writeFile(configFile, options.config ?? 'scrape_configs: []\n')

  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const server = spawn(binary, [
    `--config.file=${configFile}`,
    `--storage.tsdb.path=${options.data ?? join(home, 'data')}`,
    `--web.listen-address=127.0.0.1:${port}`,
    '--log.level=warn',
    ...(options.retention === undefined ? [] : [`--storage.tsdb.retention.time=${options.retention}`]),
    ...(options.flags ?? []),
  ])
  let log = ''
  for (const stream of [server.stdout, server.stderr]) stream.on('data', (chunk: Buffer) => (log += chunk.toString()))
  const ended = new Promise<void>((resolve) => {
    server.once('error', (error) => {
      log += error.message
      resolve()
    })
    server.once('exit', () => resolve())
  })
  const isRunning = () => server.pid !== undefined && server.exitCode === null && server.signalCode === null

  const kill = () => server.kill('SIGKILL')
  process.once('exit', kill)

  async function stop(): Promise<void> {
    process.off('exit', kill)
    kill()
    await ended
    await rm(home, { recursive: true, force: true })
  }

  async function api(path: string, params: Readonly<Record<string, string>> = {}): Promise<unknown> {
    const response = await fetch(`${url}/api/v1/${path}?${new URLSearchParams(params)}`)
    const answer: unknown = await response.json()
    if (response.ok && isRecord(answer)) return answer.data
    throw new Error(isRecord(answer) && typeof answer.error === 'string' ? answer.error : `${path}: ${response.status}`)
  }

  if (await becomesReady(`${url}/-/ready`, isRunning)) return { url, api, stop, [Symbol.asyncDispose]: stop }
  await stop()
  throw new Error(`Prometheus did not become ready. Its log:\n${log}`)
}

async function becomesReady(url: string, isRunning: () => boolean): Promise<boolean> {
  for (let attempt = 0; attempt < 300 && isRunning(); attempt += 1) {
    const response = await fetch(url).catch(() => undefined)
    if (response?.ok) return true
    await sleep(100)
  }
  return false
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null
