import type { DataSource } from '../../data/source.ts'
import type { Runbooks } from './compilation.ts'
import type { ShownDashboard, ShownData, State } from './protocol.ts'

/** Numbers, and how the page describes them. */
export interface Connected {
  readonly source: DataSource
  readonly scrapeInterval: number
  readonly kind: ShownData['source']
}

/** What a server shows now, and who wants to know when it changes. */
export class Board {
  #version = 1
  #revision = 1
  #dashboards: readonly ShownDashboard[] = []
  #problems: readonly string[] = []
  #runbooks: Runbooks | undefined
  #connected: Connected | undefined
  #waiting: ShownData
  readonly #listeners = new Set<(version: number) => void>()

  /** `says` stands for the data until there is some. */
  constructor(kind: ShownData['source'], says: string) {
    this.#waiting = { source: kind, revision: 0, says, scrapeInterval: 15 }
  }

  /** Where queries go; `undefined` until there is data. */
  get source(): DataSource | undefined {
    return this.#connected?.source
  }

  /** Those of the last build that was not refused. */
  get runbooks(): Runbooks | undefined {
    return this.#runbooks
  }

  get version(): number {
    return this.#version
  }

  get state(): State {
    return { version: this.#version, dashboards: this.#dashboards, problems: this.#problems, data: this.#data }
  }

  get #data(): ShownData {
    if (this.#connected === undefined) return this.#waiting
    const { source, scrapeInterval, kind } = this.#connected
    const { says, now } = source
    return { source: kind, revision: this.#revision, says, scrapeInterval, ...(now !== undefined && { now }) }
  }

  /** Shows these dashboards; those of a refused build are the last good ones, with what is wrong. */
  show(dashboards: readonly ShownDashboard[], problems: readonly string[] = []): void {
    this.#dashboards = dashboards
    this.#problems = problems
    this.#changed()
  }

  /** Keeps these runbooks for whoever follows a link; they are told of with the dashboards. */
  keep(runbooks: Runbooks): void {
    this.#runbooks = runbooks
  }

  /** Answers queries from other data from now on. */
  connect(connected: Connected): void {
    this.#connected = connected
    this.#revision += 1
    this.#changed()
  }

  /** Without data, says why. */
  disconnect(says: string): void {
    this.#connected = undefined
    this.#waiting = { ...this.#waiting, says }
    this.#changed()
  }

  /** Calls the listener at each change; answers how to end that. */
  listen(listener: (version: number) => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** How many listen. */
  get listeners(): number {
    return this.#listeners.size
  }

  #changed(): void {
    this.#version += 1
    for (const listener of this.#listeners) listener(this.#version)
  }
}
