// The compiler in a few files of JavaScript, which load in a fraction of the time of its sources, and are kept by the hash
// of these. Where they can be neither found nor made, the sources are loaded.

import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { hashOfCompiler } from '../hash.js'
import { compiler, sums } from './entries.js'
import { takeWordsFrom } from './words.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
const kept = join(root, 'node_modules', '.cache', 'pybase-monitoring', 'compiler')

/**
 * Where the command line is: in the bundle, which is made now where there is none of these sources, or in the sources
 * where no bundle can be had. With a bundle, definitions get their words from it.
 * @returns {Promise<string>} the address of a module that exports `run`
 */
export async function commandLine() {
  try {
    const folder = join(kept, hashed(root, hashOfCompiler()))
    if (!isWhole(folder)) {
      const { makeBundle } = await import('./make.js')
      await makeBundle(root, folder)
    }
    takeWordsFrom(root, folder)
    return pathToFileURL(join(folder, `${compiler}.js`)).href
  } catch {
    // A bundle only saves time. What is wrong with the sources they say themselves.
  }
  return new URL('../commands/run.ts', import.meta.url).href
}

/** @param {string} folder */
function isWhole(folder) {
  if (!existsSync(folder)) return false
  try {
    const hashes = Object.entries(JSON.parse(readFileSync(join(folder, sums), 'utf8')))
    return hashes.every(([name, hash]) => hashed(readFileSync(join(folder, name))) === hash)
  } catch {
    return false
  }
}

/** @param {readonly (string | Uint8Array)[]} texts */
function hashed(...texts) {
  const hash = createHash('sha256')
  for (const text of texts) hash.update(text)
  return hash.digest('hex')
}
