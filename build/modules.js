// What only a module can do, for the bundled compiler, which is a script.

/**
 * Loads a module, from where this file is.
 * @param {string} name
 * @returns {Promise<any>}
 */
export const importModule = (name) => import(name)
