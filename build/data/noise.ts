/** A number for a text, the same for ever: FNV-1a. */
export function seedOf(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash >>> 0
}

/** A number from 0 to below 1 for each whole number, without any order among them. */
export function chance(seed: number, index: number): number {
  let mixed = Math.imul(seed ^ index, 0x85ebca6b) ^ Math.imul(index + 0x9e3779b9, 0xc2b2ae35)
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x7feb352d)
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846ca68b)
  return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32
}

/** A line from −1 to 1 that turns about once in `period`. */
export function wandering(seed: number, time: number, period: number): number {
  const index = Math.floor(time / period)
  const [left, right] = [chance(seed, index), chance(seed, index + 1)]
  const way = time / period - index
  return 2 * (left + (right - left) * way * way * (3 - 2 * way)) - 1
}

/** How many things happen where `expected` are: Poisson's distribution, for many of them the normal one. */
export function happen(expected: number, seed: number, index: number): number {
  if (expected <= 0) return 0
  if (expected > 30) return Math.max(0, Math.round(expected + Math.sqrt(expected) * deviation(seed, index)))
  let rest = chance(seed, index)
  let probability = Math.exp(-expected)
  let count = 0
  while (rest > probability && count < 100) {
    rest -= probability
    count += 1
    probability *= expected / count
  }
  return count
}

/** About normal, with a standard deviation of 1. */
const deviation = (seed: number, index: number): number =>
  2 * (chance(seed ^ 1, index) + chance(seed ^ 2, index) + chance(seed ^ 3, index) - 1.5)
