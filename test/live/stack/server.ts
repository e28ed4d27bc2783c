import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { until } from '../../support/until.ts'
import type { Cleanup, Undo } from './cleanup.ts'

/** How a server is started, and how to tell that it is ready. */
export interface Program {
  /** Also the name of its log. */
  readonly name: string
  readonly program: string
  readonly args: readonly string[]
  /** Added to our own environment. */
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
  /** Another account to run as, by name; only root can. */
  readonly user?: string
  /** Asked again and again until it answers true. */
  readonly ready: () => Promise<boolean>
  /** The signal that ends it in good order, SIGTERM if not given; `SIGQUIT` for PostgreSQL. */
  readonly endsOn?: 'SIGTERM' | 'SIGQUIT'
}

/** A process that failed, with the end of its log. */
export class ServerError extends Error {
  constructor(server: Server, what: string) {
    super(`${server.name} ${what}. The end of its log:\n${server.log()}`)
    this.name = 'ServerError'
  }
}

/** A server process and those that it starts, which are one process group. */
export class Server {
  readonly name: string
  readonly #program: Program
  readonly #cleanup: Cleanup
  readonly #logFile: string
  #process: ChildProcess | undefined

  private constructor(program: Program, home: string, cleanup: Cleanup) {
    this.name = program.name
    this.#program = program
    this.#cleanup = cleanup
    mkdirSync(join(home, 'logs'), { recursive: true })
    this.#logFile = join(home, 'logs', `${program.name}.log`)
  }

  /** Starts a program and waits until it is ready. Throws `ServerError` when it ends before, or takes a minute. */
  static async start(program: Program, home: string, cleanup: Cleanup): Promise<Server> {
    const server = new Server(program, home, cleanup)
    await server.start()
    return server
  }

  get running(): boolean {
    return this.#process !== undefined && this.#process.exitCode === null && this.#process.signalCode === null
  }

  /** The process that leads the group. Throws when it has ended. */
  get pid(): number {
    const pid = this.#process?.pid
    if (pid === undefined || !this.running) throw new ServerError(this, 'is not running')
    return pid
  }

  /** The last lines that it wrote. */
  log(lines = 40): string {
    return readFileSync(this.#logFile, 'utf8').trimEnd().split('\n').slice(-lines).join('\n')
  }

  /** Starts it again after it was killed or stopped, and waits until it is ready. */
  async start(): Promise<void> {
    const { program, args, env, cwd, user, ready, endsOn } = this.#program
    const log = openSync(this.#logFile, 'a')
    const as = user === undefined ? [] : ['setpriv', `--reuid=${user}`, `--regid=${user}`, '--clear-groups', '--']
    const [command = program, ...words] = [...as, program, ...args]
    const undo = endsOn === 'SIGQUIT' ? 'quit' : 'kill'
    const child = this.#cleanup.spawn(undo, command, words, {
      output: log,
      ...(cwd !== undefined && { cwd }),
      env: { ...process.env, ...env },
    })
    closeSync(log)
    this.#process = child
    child.once('error', () => undefined)
    const { pid } = child
    if (pid === undefined) throw new ServerError(this, 'cannot be started')
    child.once('exit', () => this.#bury(pid, `${undo} ${pid}`))
    const isReady = await until(async () => !this.running || (await ready().catch(() => false)), 60_000)
    if (!this.running) throw new ServerError(this, 'ended while it was started')
    if (!isReady) throw new ServerError(this, 'is not ready after a minute')
  }

  /** Stops it in the middle of what it does; nothing answers until `resume`. */
  pause(): void {
    process.kill(-this.pid, 'SIGSTOP')
  }

  resume(): void {
    process.kill(-this.pid, 'SIGCONT')
  }

  /** Sends a signal to the leader alone, such as SIGHUP for a reload. */
  signal(signal: NodeJS.Signals): void {
    process.kill(this.pid, signal)
  }

  /** Ends it as a crash does, its children too. */
  kill(): Promise<void> {
    return this.#end('SIGKILL')
  }

  /** Ends it in good order; as a crash does when that takes half a minute. */
  async stop(): Promise<void> {
    await this.#end(this.#program.endsOn ?? 'SIGTERM')
  }

  async restart(): Promise<void> {
    await this.stop()
    await this.start()
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#process
    if (child?.pid === undefined || !this.running) return
    const ended = once(child, 'exit')
    if (signal === 'SIGKILL') process.kill(-child.pid, signal)
    else {
      process.kill(-child.pid, 'SIGCONT')
      child.kill(signal)
    }
    const late = setTimeout(() => process.kill(-(child.pid ?? 0), 'SIGKILL'), 30_000)
    await ended
    clearTimeout(late)
  }

  /** What is left of a group whose leader has ended. */
  #bury(pid: number, undo: Undo): void {
    try {
      process.kill(-pid, 'SIGKILL')
    } catch {
      // Nothing is left.
    }
    this.#cleanup.forget(undo)
  }
}
