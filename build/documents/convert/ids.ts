/** The greatest id that Grafana takes. */
const greatest = 2 ** 31 - 1

/** The ids of a dashboard's panels and rows, each given once. */
export class Ids {
  readonly #given = new Set<number>()
  #next: number
  readonly #reserved: Set<number>

  /** `reserved`: those that panels have already; new ones come after the greatest. */
  constructor(reserved: readonly unknown[]) {
    this.#reserved = new Set(reserved.filter(isId))
    this.#next = Math.max(0, ...this.#reserved) + 1
  }

  /** The id that a panel has, or a new one where it has none or another panel has the same. */
  keep(id: unknown): number {
    if (!isId(id) || this.#given.has(id)) return this.fresh()
    this.#given.add(id)
    return id
  }

  fresh(): number {
    if (this.#next > greatest) this.#next = 1
    while (this.#reserved.has(this.#next) || this.#given.has(this.#next)) this.#next += 1
    this.#given.add(this.#next)
    this.#next += 1
    return this.#next - 1
  }
}

const isId = (id: unknown): id is number => typeof id === 'number' && Number.isInteger(id) && id >= 1 && id <= greatest
