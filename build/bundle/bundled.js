// The compiler in a few files of JavaScript, which load in a fraction of the time of its sources, and are kept by the hash
// of these. Where they can be neither found nor made, the sources are loaded.

import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { attempt, cached, hashOfTexts } from '../cache.js'
import { hashOfCompiler } from '../hash.js'
import { compiler, sums } from './entries.js'
import { takeWordsFrom } from './words.js'

const root = fileURLToPath(new URL('../..', import.meta.url))

/**
 * Where the command line is: in the bundle, which is made now where there is none of these sources, or in the sources
 * where no bundle can be had. With a bundle, definitions get their words from it.
 * @returns {Promise<string>} the address of a module that exports `run`
 */
export async function commandLine() {
  try {
    const folder = join(cached('compiler'), hashOfTexts(root, hashOfCompiler()))
    if (!isWhole(folder)) {
      rmSync(folder, { recursive: true, force: true })
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
const isWhole = (folder) =>
  attempt(() =>
    Object.entries(JSON.parse(readFileSync(join(folder, sums), 'utf8'))).every(
      ([name, hash]) => hashOfTexts(readFileSync(join(folder, name))) === hash,
    ),
  )
