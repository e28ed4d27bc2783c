// Definitions that a bundled compiler loads get the words of the language from its bundle: the same queries and metrics.

import { existsSync } from 'node:fs'
import * as modules from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { entryOf } from './entries.js'

/**
 * From now on, what this process imports of the compiler's sources is what the bundle in this folder has of them.
 * @param {string} root
 * @param {string} folder
 */
export function takeWordsFrom(root, folder) {
  const where = { sources: pathToFileURL(join(root, 'build', '/')).href, bundle: pathToFileURL(join(folder, '/')).href }
  // An older Node has only hooks that run in a thread of their own.
  if ('registerHooks' in modules)
    modules.registerHooks({ resolve: (name, context, next) => bundled(next(name, context), where) })
  else modules.register('./words.js', { parentURL: import.meta.url, data: where })
}

/** @typedef {{ readonly sources: string, readonly bundle: string }} Where */

/** @type {Where} */
let inThread

/** @param {Where} where */
export function initialize(where) {
  inThread = where
}

/** @type {modules.ResolveHook} */
export const resolve = async (name, context, next) => bundled(await next(name, context), inThread)

/** @type {modules.LoadHook} */
export const load = (url, context, next) => next(url, context)

/**
 * @template {{ url: string }} Found
 * @param {Found} found
 * @param {Where} where
 * @returns {Found}
 */
function bundled(found, { sources, bundle }) {
  const [path = ''] = found.url.split('?')
  if (!path.startsWith(sources) || !path.endsWith('.ts')) return found
  const url = new URL(entryOf(path.slice(sources.length)), bundle)
  return existsSync(url) ? { ...found, url: url.href, format: 'module' } : found
}
