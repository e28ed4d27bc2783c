import type { Token } from './tokens.ts'

/** The variables that Prometheus gives to every template of an alert. */
export const globals = ['$labels', '$value', '$externalLabels', '$externalURL']

interface Block {
  readonly word: Token
  /** Whether `.` is something else inside. */
  readonly moved: boolean
  readonly declared: string[]
}

/** The blocks that are open at a place of the template, and the variables that are declared there. */
export class Scope {
  readonly #blocks: Block[] = []
  readonly #known = new Map(['$', ...globals].map((name) => [name, 1]))
  #moved = 0

  get last(): Block | undefined {
    return this.#blocks.at(-1)
  }

  get isMoved(): boolean {
    return this.#moved > 0
  }

  isIn(word: string): boolean {
    return this.#blocks.some((block) => block.word.text === word)
  }

  knows(name: string): boolean {
    return (this.#known.get(name) ?? 0) > 0
  }

  open(word: Token): void {
    const moved = word.text !== 'if'
    if (moved) this.#moved += 1
    this.#blocks.push({ word, moved, declared: [] })
  }

  declare(name: string): void {
    this.#known.set(name, (this.#known.get(name) ?? 0) + 1)
    this.last?.declared.push(name)
  }

  /** Whether there was a block to close. */
  close(): boolean {
    const block = this.#blocks.pop()
    if (block?.moved) this.#moved -= 1
    for (const name of block?.declared ?? []) this.#known.set(name, (this.#known.get(name) ?? 0) - 1)
    return block !== undefined
  }
}
