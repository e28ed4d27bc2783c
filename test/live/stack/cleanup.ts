import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** What is to be undone: processes by the group that they lead, mounts and folders by path. */
export type Undo = `kill ${number}` | `quit ${number}` | `unmount /${string}` | `remove /${string}`

/**
 * Undoes what a run did, however it ends: a process of its own keeps the list and acts when we are gone, so that even
 * SIGKILL leaves nothing behind.
 */
export class Cleanup implements AsyncDisposable {
  readonly #keeper: ChildProcess
  readonly #ended: Promise<void>

  constructor() {
    const script = fileURLToPath(new URL('cleanup.sh', import.meta.url))
    // A session of its own: Ctrl-C in a terminal reaches every process of ours.
    this.#keeper = spawn('sh', [script], { stdio: ['pipe', 'ignore', 'inherit'], detached: true })
    this.#ended = new Promise((resolve) => this.#keeper.once('exit', () => resolve()))
  }

  /** Throws after the end: nothing must be started then, since nobody would undo it. */
  mustBeOpen(): void {
    if (this.#keeper.stdin?.writableEnded !== false) throw new Error('The run has ended.')
  }

  /** From now on this is undone at the end. */
  add(undo: Undo): void {
    this.#keeper.stdin?.write(`${undo}\n`)
  }

  /** This is undone already. */
  forget(undo: Undo): void {
    this.#keeper.stdin?.write(`forget ${undo}\n`)
  }

  /** Undoes everything now. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#keeper.stdin?.end()
    await this.#ended
  }
}
