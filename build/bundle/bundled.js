// The compiler as a script, which loads in a fraction of the time of its sources, and is kept by the hash of these. Where it
// can be neither found nor made, the sources are loaded.

import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { attempt, cached, hashOfTexts } from '../cache.js'
import { hashOfCompiler } from '../hash.js'
import { loadAtOnceBy } from '../modules.js'
import { definitionsWith } from './definitions.js'
import { sums } from './entries.js'
import { loadScript } from './script.js'
import { takeWordsFrom } from './words.js'

const root = fileURLToPath(new URL('../..', import.meta.url))

/**
 * The bundled command line, made now where there is none of these sources; `undefined` where none can be had. Definitions get
 * their words from it.
 * @param {string} command The one that will be run.
 */
export async function commandLine(command) {
  try {
    const folder = join(cached('compiler'), hashOfTexts(root, hashOfCompiler()))
    if (!isWhole(folder)) {
      rmSync(folder, { recursive: true, force: true })
      const { makeBundle } = await import('./make.js')
      await makeBundle(root, folder)
    }
    const loaded = loadScript(folder, command)
    const atOnce = definitionsWith(loaded)
    /** @type {Promise<void> | undefined} */
    let ready
    loadAtOnceBy(async (folderOfThem) => {
      const found = await atOnce(folderOfThem)
      if (found === undefined) {
        ready ??= oneByOne(folder)
        await ready
      }
      return found
    })
    return loaded
  } catch {
    // A bundle only saves time. What is wrong with the sources they say themselves.
    return undefined
  }
}

/** From now on this process can load definitions one by one. @param {string} folder Of the bundle. */
async function oneByOne(folder) {
  await import('../typescript.js')
  takeWordsFrom(root, folder)
}

/** @param {string} folder */
const isWhole = (folder) =>
  attempt(() =>
    Object.entries(JSON.parse(readFileSync(join(folder, sums), 'utf8'))).every(
      ([name, hash]) => hashOfTexts(readFileSync(join(folder, name))) === hash,
    ),
  )
