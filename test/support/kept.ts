import { hashOfTexts } from '../../build/cache.js'
import type { Kept } from '../../build/kept.ts'

/** What is kept as long as a test runs, by the hashes of its inputs like what is kept in a folder. */
export function kept(): Kept & { readonly size: number } {
  const known = new Map<string, unknown>()
  const keyOf = (input: unknown): string => hashOfTexts(JSON.stringify(input))
  return {
    short: (part) => JSON.stringify(part),
    find: (input) => (known.has(keyOf(input)) ? { value: known.get(keyOf(input)) } : undefined),
    keep: (input, value) => void known.set(keyOf(input), value),
    get size() {
      return known.size
    },
  }
}
