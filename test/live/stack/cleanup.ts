import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { closeSync, openSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** What is to be undone: processes by the group that they lead, mounts and folders by path. */
export type Undo = `kill ${number}` | `quit ${number}` | `unmount /${string}` | `remove /${string}`

/** How a process is started; its own file descriptors from 3 on are taken. */
export interface Starting {
  /** For standard output and standard error. */
  readonly output: 'pipe' | number
  readonly cwd?: string
  readonly env?: NodeJS.ProcessEnv
}

/**
 * Undoes what a run did, however it ends: a process of its own reads from a pipe what is to be undone, and acts when
 * nobody can write there any more, so that even SIGKILL leaves nothing behind.
 */
export class Cleanup implements AsyncDisposable {
  #pipe: number | undefined
  readonly #ended: Promise<void>

  constructor() {
    const path = join(tmpdir(), `pybase-live-${randomUUID()}.undo`)
    execFileSync('mkfifo', [path])
    // For reading too, or opening it would wait for a reader.
    this.#pipe = openSync(path, 'r+')
    const script = fileURLToPath(new URL('cleanup.sh', import.meta.url))
    // A session of its own: Ctrl-C in a terminal reaches every process of ours.
    const keeper = spawn('sh', [script, path], { stdio: ['ignore', 'ignore', 'inherit'], detached: true })
    this.#ended = new Promise((resolve) => keeper.once('exit', () => resolve()))
  }

  /**
   * Starts a process that leads a group of its own, which goes with the run. It writes to the pipe by itself and holds
   * it until then: there is no moment at which we could be killed and it be forgotten. Stop it only once it is ready.
   * Throws after the end, since nobody would undo it.
   */
  spawn(undo: 'kill' | 'quit', program: string, args: readonly string[], starting: Starting): ChildProcess {
    const { output, ...options } = starting
    const said = `echo "${undo} $$" >&3; exec "$@" 3>&-`
    const stdio = ['ignore', output, output, this.#open()] as const
    return spawn('sh', ['-c', said, 'sh', program, ...args], { ...options, stdio: [...stdio], detached: true })
  }

  /** From now on this is undone at the end. Throws after the end. */
  add(undo: Undo): void {
    writeSync(this.#open(), `${undo}\n`)
  }

  /** This is undone already. */
  forget(undo: Undo): void {
    if (this.#pipe !== undefined) writeSync(this.#pipe, `forget ${undo}\n`)
  }

  /** Undoes everything now. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#pipe !== undefined) closeSync(this.#pipe)
    this.#pipe = undefined
    await this.#ended
  }

  #open(): number {
    if (this.#pipe === undefined) throw new Error('The run has ended.')
    return this.#pipe
  }
}
