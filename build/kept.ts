import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { attempt, hashOfTexts, readWhole, removeOldest, replaceWhole } from './cache.js'

/** Results that nothing but their input decides, which an earlier command may have worked out: plain data, like the input. */
export interface Kept {
  find(input: unknown): { readonly value: unknown } | undefined
  keep(input: unknown, value: unknown): void
  /** What stands for a large part of an input that many have. */
  short(part: unknown): string
}

/** Nothing is kept, and everything worked out. */
export const nothingKept: Kept = { find: () => undefined, keep: () => {}, short: () => '' }

/** What `make` answers for this input. What it throws is not kept. */
export function once<T>(kept: Kept, input: unknown, make: () => T): T {
  const known = kept.find(input)
  if (known !== undefined) return known.value as T
  const value = make()
  kept.keep(input, value)
  return value
}

/** How many results stay; a result of this project has a few kilobytes. */
const most = 400

/**
 * Results in a folder, by the hashes of their inputs and of what makes them. What is damaged there, or cannot be written,
 * is worked out again. `tidy` bounds what stays.
 */
export function keptIn(folder: string, maker: string): Kept & { readonly tidy: () => void } {
  const pathOf = (input: unknown) => join(folder, hashOfTexts(maker, JSON.stringify(input)))
  let added = false
  return {
    find: (input) => read(pathOf(input)),
    keep(input, value) {
      added = write(folder, pathOf(input), value) || added
    },
    short: (part) => hashOfTexts(JSON.stringify(part)),
    tidy() {
      if (added) attempt(() => removeOldest(folder, most))
    },
  }
}

function read(path: string): { readonly value: unknown } | undefined {
  return attempt(() => {
    const text = readWhole(path)
    return text && { value: JSON.parse(text.toString()) }
  })
}

function write(folder: string, path: string, value: unknown): boolean {
  const isWritten = attempt(() => {
    mkdirSync(folder, { recursive: true })
    replaceWhole(path, JSON.stringify(value))
    return true
  })
  return isWritten ?? false
}
