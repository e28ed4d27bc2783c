/** Work that several wait for: it is aborted when the last of them no longer does. */
export class Shared<T> {
  readonly #promise: Promise<T>
  readonly #abort = new AbortController()
  readonly #onAbandoned: () => void
  #waiting = 0
  #isSettled = false

  /** `onAbandoned` is called where nobody waited to the end. */
  constructor(work: (signal: AbortSignal) => Promise<T>, onAbandoned: () => void) {
    this.#onAbandoned = onAbandoned
    this.#promise = work(this.#abort.signal).finally(() => {
      this.#isSettled = true
    })
    // Each who waits sees the error; where nobody waits any more, nobody has to.
    this.#promise.catch(() => {})
  }

  /** Whether there is a result, or an error. */
  get isSettled(): boolean {
    return this.#isSettled
  }

  /** The work's result, until `signal` says that this caller no longer waits. */
  wait(signal?: AbortSignal): Promise<T> {
    if (signal === undefined) {
      this.#waiting++
      return this.#promise
    }
    signal.throwIfAborted()
    this.#waiting++
    return new Promise((resolve, reject) => {
      const leave = () => {
        reject(signal.reason)
        this.#waiting--
        // Whoever takes over, such as the same panel drawn anew, comes in the same turn.
        queueMicrotask(() => this.#abandon())
      }
      signal.addEventListener('abort', leave, { once: true })
      this.#promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave))
    })
  }

  #abandon(): void {
    if (this.#waiting > 0 || this.#isSettled || this.#abort.signal.aborted) return
    this.#onAbandoned()
    this.#abort.abort()
  }
}
