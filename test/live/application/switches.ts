import { renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The faults that the application has built in; python/application/switches.py says what each does. */
export interface Switches {
  readonly unavailable: number
  readonly sleep: number
  readonly metrics: 'garbage' | 'silence'
  readonly slow_query: number
  readonly failing_query: boolean
  readonly held_pools: readonly string[]
  readonly failing_tasks: readonly string[]
  readonly slow_tasks: readonly string[]
  readonly hanging_tasks: readonly string[]
  readonly hanging_searches: boolean
  readonly websockets: number
  readonly sessions: number
}

/** The file that the processes read; it is there before they start. */
export const switchesFile = (home: string): string => join(home, 'switches.json')

/** The faults of a running application. */
export class Application {
  readonly #home: string
  #on: Partial<Switches> = {}

  constructor(home: string) {
    this.#home = home
    this.turn({})
  }

  /** Sets some switches; the others stay as they are. Undefined is off. */
  turn(changes: { readonly [Name in keyof Switches]?: Switches[Name] | undefined }): void {
    this.#on = { ...this.#on, ...changes } as Partial<Switches>
    const file = switchesFile(this.#home)
    writeFileSync(`${file}.new`, JSON.stringify(this.#on))
    renameSync(`${file}.new`, file)
  }
}
