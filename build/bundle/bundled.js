// The compiler as a script, which loads in a fraction of the time of its sources, and is kept by the hash of these. Where it
// can be neither found nor made, the sources are loaded.

import { readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { attempt, cached, hashOfTexts, removeOldest } from '../cache.js'
import { hashOfCompiler } from '../hash.js'
import { loadAtOnceBy } from '../modules.js'
import { bundleOfPackage, compiler, isPackage } from '../place.js'
import { definitionsWith } from './definitions.js'
import { sums } from './entries.js'
import { loadScript } from './script.js'
import { takeWordsFrom } from './words.js'

/**
 * The bundled command line, made now where there is none of these sources; `undefined` where none can be had. Definitions get
 * their words from it.
 * @param {string} command The one that will be run.
 */
export async function commandLine(command) {
  try {
    const folder = await folderOfBundle()
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
  } catch (error) {
    if (isPackage) throw error
    // A bundle only saves time. What is wrong with the sources they say themselves.
    return undefined
  }
}

/** A package brings its bundle along. */
async function folderOfBundle() {
  if (isPackage) return bundleOfPackage
  const folder = join(cached('compiler'), hashOfTexts(compiler, hashOfCompiler()))
  if (isWhole(folder)) return folder
  rmSync(folder, { recursive: true, force: true })
  const { makeBundle } = await import('./make.js')
  await makeBundle(folder)
  removeOldest(dirname(folder))
  return folder
}

/** From now on this process can load definitions one by one. @param {string} folder Of the bundle. */
async function oneByOne(folder) {
  await import('../typescript.js')
  takeWordsFrom(folder)
}

/** @param {string} folder */
const isWhole = (folder) =>
  attempt(() =>
    Object.entries(JSON.parse(readFileSync(join(folder, sums), 'utf8'))).every(
      ([name, hash]) => hashOfTexts(readFileSync(join(folder, name))) === hash,
    ),
  )
