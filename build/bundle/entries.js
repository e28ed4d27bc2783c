// How the files of a bundle are named.

import { packageName } from '../place.js'

/**
 * The file of a bundle that stands for a source, named below `build/`: `language/alert.ts` → `language-alert.js`.
 * @param {string} source
 */
export const entryOf = (source) => source.replaceAll('/', '-').replace(/\.ts$/, '.js')

/** The file that has the compiler, without its extension. */
export const whole = 'compiler'

/** The variable of that file that has the URL of the compiler's folder. */
export const here = '__compiler'

/** How the bundle names what runs already and is no part of it, before its name below `build/`. */
export const launcher = 'launcher:'

/** The hashes of all files, by which a damaged bundle is told. */
export const sums = 'sums.json'

/**
 * The source that an import of the package is about, named below `build/`: `@pybase/monitoring/exporters/redis` →
 * `exporters/redis.ts`. `undefined` for any other import.
 * @param {string} name
 */
export function fileOf(name) {
  if (name === packageName) return 'index.ts'
  return name.startsWith(`${packageName}/`) ? `${name.slice(packageName.length + 1)}.ts` : undefined
}
