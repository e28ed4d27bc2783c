import type { Answer, Question } from '../protocol.ts'

/** Nobody waits longer for an answer, in milliseconds. */
const longest = 10_000
/** And no newer question waits longer for an older one. */
const patience = 1_500

interface Asked {
  readonly question: Question
  readonly answered: (answer: Answer) => void
  readonly since: number
}

/**
 * Asks the worker one question at a time; of those that wait meanwhile only the newest of each kind is asked. What takes too
 * long is ended with its worker, and answered as broken.
 */
export class Client {
  readonly #source: string
  #worker: Worker | undefined
  #asked: Asked | undefined
  #waiting: Asked[] = []
  #timer: number | undefined

  /** `source`: the text of the worker's script. */
  constructor(source: string) {
    this.#source = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }))
  }

  ask(question: Question, answered: (answer: Answer) => void): void {
    const isSame = ({ question: { asks } }: Asked): boolean => asks === question.asks
    // What was to be played is of the alert before.
    this.#waiting = this.#waiting.filter((each) => !isSame(each) && question.asks !== 'explain')
    this.#waiting.push({ question, answered, since: performance.now() })
    if (this.#asked === undefined) this.#next()
    else if (question.asks === 'explain') this.#end(patience - (performance.now() - this.#asked.since))
  }

  #next(): void {
    const next = this.#waiting.shift()
    this.#asked = next && { ...next, since: performance.now() }
    if (next === undefined) return
    this.#worker ??= this.#started()
    this.#worker.postMessage(next.question)
    this.#end(longest)
  }

  #started(): Worker {
    const worker = new Worker(this.#source, { name: 'explain' })
    worker.onmessage = ({ data }: MessageEvent<Answer>) => this.#answer(data)
    worker.onerror = (event) => {
      event.preventDefault()
      this.#ended(event.message || 'The browser started no worker.')
    }
    return worker
  }

  #end(ms: number): void {
    window.clearTimeout(this.#timer)
    this.#timer = window.setTimeout(
      () => {
        const seconds = Math.round((performance.now() - (this.#asked?.since ?? 0)) / 1000)
        this.#ended(
          `It was cut off after ${seconds === 1 ? 'a second' : `${seconds} seconds`}: what is asked takes too long to be played here.`,
        )
      },
      Math.max(0, ms),
    )
  }

  #ended(why: string): void {
    this.#worker?.terminate()
    this.#worker = undefined
    this.#answer({ tells: 'broken', why })
  }

  #answer(answer: Answer): void {
    window.clearTimeout(this.#timer)
    const asked = this.#asked
    this.#asked = undefined
    asked?.answered(answer)
    if (this.#asked === undefined) this.#next()
  }
}
