/** A pseudo-random generator of its own (mulberry32), so that a seed gives the same cases on every machine. */
export class Random {
  #state: number

  constructor(seed: number) {
    this.#state = seed
  }

  /** A number from 0 up to, not including, 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  /** A whole number from 0 up to, not including, `end`. */
  below(end: number): number {
    return Math.floor(this.next() * end)
  }

  chance(probability: number): boolean {
    return this.next() < probability
  }

  pick<T>(from: readonly T[]): T {
    const index = this.below(from.length)
    const picked = from[index]
    if (picked === undefined && !(index in from)) throw new RangeError('there is nothing to pick from')
    return picked as T
  }

  /** Some members, in their order, each with a probability. */
  some<T>(from: readonly T[], probability = 0.5): readonly T[] {
    return from.filter(() => this.chance(probability))
  }
}
