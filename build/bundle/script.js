// The bundle as a script: V8 keeps what it compiled of it, also of what was first called while a command ran.

import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Script } from 'node:vm'
import * as cache from '../cache.js'
import * as files from '../definitions/files.js'
import * as hash from '../hash.js'
import * as modules from '../modules.js'
import * as place from '../place.js'
import * as project from '../project.js'
import * as unchanged from '../unchanged.js'
import { here, launcher, whole } from './entries.js'

/** What is loaded already and no part of the bundle, by where it is below `build/`. */
const running = {
  'cache.js': cache,
  'definitions/files.js': files,
  'hash.js': hash,
  'modules.js': modules,
  'place.js': place,
  'project.js': project,
  'unchanged.js': unchanged,
}
const besides = new Map(Object.entries(running).map(([file, exports]) => [`${launcher}${file}`, exports]))

/**
 * @typedef {object} Compiler
 * @property {(words: readonly string[]) => Promise<number>} run
 * @property {Readonly<Record<string, () => object>>} language What the files of the language export, named below `build/`.
 */

/** @type {Compiler | undefined} The compiler of this process, once it is loaded. */
let loaded

/**
 * What a file of the language exports, named below `build/`. A program of its own gets it from the package.
 * @param {string} file
 * @returns {any}
 */
export const wordsOf = (file) => (loaded ?? loadScript(place.bundleOfPackage)).language[file]?.()

/**
 * Loads the compiler of a bundle. What V8 compiled of it is kept for each command and Node, after the first that succeeds.
 * @param {string} folder
 * @param {string} command
 * @returns {Compiler}
 */
export function loadScript(folder, command = '') {
  const filename = join(folder, `${whole}.js`)
  const kept = join(
    place.isPackage ? cache.cached(join('compiled', hash.hashOfCompiler())) : folder,
    `${command}-${process.version}.code`,
  )
  const cachedData = cache.readWhole(kept)
  const script = new Script(`(function(require,module,${here}){${readFileSync(filename, 'latin1')}\n})`, {
    filename,
    cachedData,
  })
  const module = { exports: {} }
  const fromHere = createRequire(import.meta.url)
  script.runInThisContext()(
    (/** @type {string} */ name) => besides.get(name) ?? fromHere(name),
    module,
    pathToFileURL(place.compiler).href,
  )
  const exported = /** @type {Compiler} */ (module.exports)
  loaded = exported
  if (command === '' || (cachedData !== undefined && script.cachedDataRejected === false)) return exported
  const { run } = exported
  return {
    ...exported,
    async run(words) {
      const code = await run(words)
      if (code === 0)
        cache.attempt(() => {
          mkdirSync(dirname(kept), { recursive: true })
          cache.replaceWhole(kept, script.createCachedData())
        })
      return code
    },
  }
}
