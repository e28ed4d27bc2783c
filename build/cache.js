// Where earlier commands leave what saves a later one its work, and how that is written, told and bounded. It only saves
// time: what cannot be read or written there is worked out again.

import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { packages } from './place.js'

/**
 * A file or folder of the cache.
 * @param {string} name
 */
export const cached = (name) => join(packages, '.cache', 'pybase-monitoring', name)

/** @param {readonly (string | Uint8Array)[]} texts */
export function hashOfTexts(...texts) {
  const hash = createHash('sha256')
  for (const text of texts) hash.update(text).update('\0')
  return hash.digest('hex')
}

/**
 * Two commands may write at once: the file is whole at any time. Throws where it cannot be written.
 * @param {string} path
 * @param {string | Uint8Array} text
 */
export function replaceFile(path, text) {
  const next = `${path}.${process.pid}`
  writeFileSync(next, text)
  renameSync(next, path)
}

/**
 * The same of a text that `readWhole` tells from a damaged one: its hash stands before it.
 * @param {string} path
 * @param {string | Uint8Array} text
 */
export const replaceWhole = (path, text) =>
  replaceFile(path, Buffer.concat([Buffer.from(`${hashOfTexts(text)}\n`), Buffer.from(text)]))

/**
 * What `replaceWhole` wrote; `undefined` where there is no such file, or it is damaged.
 * @param {string} path
 */
export const readWhole = (path) =>
  attempt(() => {
    const bytes = readFileSync(path)
    const end = bytes.indexOf('\n')
    const text = bytes.subarray(end + 1)
    return bytes.toString('latin1', 0, end) === hashOfTexts(text) ? text : undefined
  })

/** How many bundles stay: of branches, and of checkouts that share their packages. */
const bundles = 4

/**
 * Leaves so many entries of a folder, those that were made last.
 * @param {string} folder
 * @param {number} most
 */
export function removeOldest(folder, most = bundles) {
  const names = readdirSync(folder)
  if (names.length <= most) return
  const made = names.map((name) => join(folder, name)).map((path) => ({ path, at: statSync(path).mtimeMs }))
  for (const { path } of made.sort((a, b) => b.at - a.at).slice(most)) rmSync(path, { recursive: true, force: true })
}

/**
 * What comes of it, or `undefined` where it throws.
 * @template T
 * @param {() => T} work
 * @returns {T | undefined}
 */
export function attempt(work) {
  try {
    return work()
  } catch {
    return undefined
  }
}
