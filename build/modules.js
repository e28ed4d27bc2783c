// What only a module can do, for the bundled compiler, which is a script; and what the launcher does better than it.

/**
 * Loads a module, from where this file is.
 * @param {string} name
 * @returns {Promise<any>}
 */
export const importModule = (name) => import(name)

/**
 * What definitions below a folder export, by their files below it; `undefined` where they must be loaded one by one.
 * @callback LoadedAtOnce
 * @param {string} root
 * @returns {Promise<ReadonlyMap<string, object> | undefined>}
 */

/** @type {LoadedAtOnce} */
export let loadedAtOnce = async () => undefined

/** @param {LoadedAtOnce} load */
export function loadAtOnceBy(load) {
  loadedAtOnce = load
}
