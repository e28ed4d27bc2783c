// The bundle as a script: V8 keeps what it compiled of it, also of what was first called while a command ran.

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { Script } from 'node:vm'
import * as cache from '../cache.js'
import * as files from '../definitions/files.js'
import * as hash from '../hash.js'
import * as modules from '../modules.js'
import * as project from '../project.js'
import * as unchanged from '../unchanged.js'
import { compiler } from './entries.js'

/** What is loaded already and no part of the bundle, by where it is below `build/`. */
const launcher = {
  'cache.js': cache,
  'definitions/files.js': files,
  'hash.js': hash,
  'modules.js': modules,
  'project.js': project,
  'unchanged.js': unchanged,
}
const besides = new Map(
  Object.entries(launcher).map(([file, exports]) => [new URL(`../${file}`, import.meta.url).href, exports]),
)

/**
 * @typedef {object} Compiler
 * @property {(words: readonly string[]) => Promise<number>} run
 * @property {Readonly<Record<string, () => object>>} language What the files of the language export, named below `build/`.
 */

/** @type {Compiler} The compiler of this process, once it is loaded. */
export let loaded

/**
 * Loads the compiler of a bundle. What V8 compiled of it is kept for each command and Node, after the first that succeeds.
 * @param {string} folder
 * @param {string} command
 * @returns {Compiler}
 */
export function loadScript(folder, command) {
  const filename = join(folder, `${compiler}.js`)
  const kept = join(folder, `${command}-${process.version}.code`)
  const cachedData = cache.readWhole(kept)
  const script = new Script(`(function(require,module){${readFileSync(filename, 'latin1')}\n})`, {
    filename,
    cachedData,
  })
  const module = { exports: {} }
  const fromHere = createRequire(import.meta.url)
  script.runInThisContext()((/** @type {string} */ name) => besides.get(name) ?? fromHere(name), module)
  loaded = /** @type {Compiler} */ (module.exports)
  if (cachedData !== undefined && script.cachedDataRejected === false) return loaded
  const { run } = loaded
  return {
    ...loaded,
    async run(words) {
      const code = await run(words)
      if (code === 0) cache.attempt(() => cache.replaceWhole(kept, script.createCachedData()))
      return code
    },
  }
}
