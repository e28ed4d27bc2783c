import { spawn } from 'node:child_process'
import { link, mkdir, mkdtemp, readdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { freePort } from '../free-port.ts'

/** A Prometheus of our own. */
export interface Server {
  /** `http://127.0.0.1:PORT` */
  readonly url: string
  /** Settles when it has ended, however that was. */
  readonly ended: Promise<void>
  /** Ends it and removes its files. */
  stop(): Promise<void>
}

/** How long it may take until it is ready, in milliseconds. */
const patience = 30_000

/**
 * Starts the Prometheus at `program` over a folder of blocks, on a free port of the loopback interface, and waits until it
 * is ready. It works on links to the blocks, in a folder beside theirs, and ends with this process even if that is killed.
 * Throws with its log when it does not become ready, and the signal's reason when it is aborted before that.
 * `evaluationInterval` is in milliseconds.
 */
export async function startServer(
  program: string,
  blocks: string,
  evaluationInterval: number,
  signal: AbortSignal,
): Promise<Server> {
  const home = await mkdtemp(join(dirname(blocks), 'serving-'))
  await linkTree(blocks, join(home, 'data'))
  const config = join(home, 'prometheus.yml')
  // The step of a subquery that names none.
  await writeFile(config, `global: { evaluation_interval: ${evaluationInterval}ms }\n`)
  const url = `http://127.0.0.1:${await freePort()}`
  const keeper = fileURLToPath(new URL('serve.sh', import.meta.url))
  const flags = [
    `--config.file=${config}`,
    `--storage.tsdb.path=${join(home, 'data')}`,
    // Its day is long over.
    '--storage.tsdb.retention.time=100y',
    `--web.listen-address=${new URL(url).host}`,
    '--log.level=warn',
  ]
  // A session of its own: Ctrl-C in a terminal reaches us, and we end it.
  const server = spawn('sh', [keeper, home, program, ...flags], { stdio: ['pipe', 'pipe', 'pipe'], detached: true })
  let log = ''
  for (const stream of [server.stdout, server.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      log = (log + chunk.toString()).slice(-4000)
    })
  }
  let running = true
  const ended = new Promise<void>((resolve) => {
    const end = () => {
      running = false
      resolve()
    }
    server.once('error', end)
    server.once('close', end)
  })
  server.stdin.on('error', () => undefined)

  const stop = async (): Promise<void> => {
    server.stdin.destroy()
    await ended
  }
  if (await becomesReady(`${url}/-/ready`, () => running, signal)) return { url, ended, stop }
  await stop()
  signal.throwIfAborted()
  throw new Error(log.trim().split('\n').at(-1) || 'it does not become ready')
}

async function becomesReady(url: string, isRunning: () => boolean, signal: AbortSignal): Promise<boolean> {
  const end = performance.now() + patience
  while (isRunning() && !signal.aborted && performance.now() < end) {
    const response = await fetch(url, { signal }).catch(() => undefined)
    if (response?.ok) return true
    await sleep(50)
  }
  return false
}

/** The same folders with links to the same files. Prometheus replaces files, it never writes into those of a block. */
async function linkTree(from: string, to: string): Promise<void> {
  await mkdir(to)
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    await (entry.isDirectory() ? linkTree(source, target) : link(source, target))
  }
}
