// Definitions that a bundled compiler loads get the words of the language from its bundle: the same queries and metrics.

import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import * as modules from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { compiler } from '../place.js'
import { entryOf, fileOf } from './entries.js'

/**
 * From now on, what this process imports of the compiler's package or sources is what the bundle in this folder has of them.
 * @param {string} folder
 */
export function takeWordsFrom(folder) {
  const where = {
    sources: pathToFileURL(compiler).href,
    bundle: pathToFileURL(join(folder, '/')).href,
    entries: new Set(readdirSync(folder)),
  }
  // An older Node has only hooks that run in a thread of their own.
  const { registerHooks } = /** @type {{ registerHooks?: (hooks: { resolve: SyncResolve }) => void }} */ (modules)
  if (registerHooks !== undefined)
    registerHooks({ resolve: (name, context, next) => ofPackage(name, where) ?? bundled(next(name, context), where) })
  else modules.register('./words.js', { parentURL: import.meta.url, data: where })
}

/**
 * @callback SyncResolve
 * @param {string} name
 * @param {import('node:module').ResolveHookContext} context
 * @param {(name: string, context: import('node:module').ResolveHookContext) => import('node:module').ResolveFnOutput} next
 * @returns {import('node:module').ResolveFnOutput}
 */

/** @typedef {{ readonly sources: string, readonly bundle: string, readonly entries: ReadonlySet<string> }} Where */

/** @type {Where} */
let inThread

/** @param {Where} where */
export function initialize(where) {
  inThread = where
}

/** @type {modules.ResolveHook} */
export const resolve = async (name, context, next) =>
  ofPackage(name, inThread) ?? bundled(await next(name, context), inThread)

/** @type {modules.LoadHook} What is JavaScript already, no other hook needs to look at. */
export const load = async (url, context, next) =>
  url.startsWith(inThread.bundle)
    ? { format: 'module', source: await readFile(new URL(url)), shortCircuit: true }
    : next(url, context)

/**
 * @param {string} name
 * @param {Where} where
 * @returns {import('node:module').ResolveFnOutput | undefined}
 */
function ofPackage(name, { bundle, entries }) {
  const entry = entryOf(fileOf(name) ?? '')
  return entries.has(entry) ? { url: bundle + entry, format: 'module', shortCircuit: true } : undefined
}

/**
 * @template {{ url: string }} Found
 * @param {Found} found
 * @param {Where} where
 * @returns {Found}
 */
function bundled(found, { sources, bundle, entries }) {
  const [path = ''] = found.url.split('?')
  const entry = path.startsWith(sources) && path.endsWith('.ts') ? entryOf(path.slice(sources.length)) : ''
  return entries.has(entry) ? { ...found, url: bundle + entry, format: 'module' } : found
}
