import type { z } from 'zod'
import { type Follow, follow } from './follow.ts'
import { readJson } from './json.ts'
import type { Received } from './request.ts'
import { refusedStatus } from './status.ts'

export type Parameters = Readonly<Record<string, string | readonly string[]>>

export interface ClientOptions extends Follow {
  /** As sentences call it: `Prometheus`. */
  readonly name: string
  /** Where its paths begin: `https://host/prometheus`, without a trailing slash. */
  readonly url: string
  /** The variables that its credentials come from, for the sentence that asks for them. */
  readonly variables: string
}

/**
 * A server of the stack, over HTTP. It sends nothing but GET, so nothing is ever written there, and asks the same
 * question once. Whatever a server does, the answer is data of the wanted shape or an `Unanswered` is thrown.
 */
export class Client {
  readonly name: string
  readonly url: string
  readonly #options: ClientOptions
  readonly #asked = new Map<string, Promise<Received>>()

  constructor(options: ClientOptions) {
    this.name = options.name
    this.url = options.url
    this.#options = options
  }

  /** The same server, of which nothing is remembered: for answers that are many and long. */
  anew(): Client {
    return new Client(this.#options)
  }

  /** The answer at a path such as `/api/v1/rules`, whatever its status. Throws `Unanswered` where there is none. */
  ask(path: string, parameters: Parameters = {}): Promise<Received> {
    const url = this.#address(path, parameters)
    const known = this.#asked.get(url)
    if (known !== undefined) return known
    const answer = follow(url, this.#options)
    this.#asked.set(url, answer)
    return answer
  }

  /** What a path answers, as data of this shape. Throws `Unanswered` for an error status or any other text. */
  async json<T>(shape: z.ZodType<T>, path: string, parameters: Parameters = {}): Promise<T> {
    const received = await this.ask(path, parameters)
    if (received.status >= 300) throw refusedStatus(received, { ...this.#options, path })
    return readJson(received, shape, { ...this.#options, path })
  }

  #address(path: string, parameters: Parameters): string {
    const pairs = Object.entries(parameters).flatMap(([name, value]) =>
      [value].flat().map((each): [string, string] => [name, each]),
    )
    const query = new URLSearchParams(pairs).toString()
    return `${this.url}${path}${query === '' ? '' : `?${query}`}`
  }
}
