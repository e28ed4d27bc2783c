import { Random } from '../support/random.ts'

/** At most `most` of all, in their order; the same for the same seed, whatever is sampled elsewhere. */
export function sample<T>(all: readonly T[], most: number, seed: string): readonly T[] {
  if (all.length <= most) return all
  const random = new Random([...seed].reduce((sum, letter) => Math.imul(sum, 31) + (letter.codePointAt(0) ?? 0), 7))
  const left = [...all.keys()]
  const taken = Array.from({ length: most }, () => left.splice(random.below(left.length), 1)).flat()
  return taken.sort((a, b) => a - b).flatMap((at) => all.slice(at, at + 1))
}
