// Where the compiler is: in its repository, or made ready as a package.

import { existsSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Its folder, which ends in a slash: `build/` of the repository, or the package. */
export const compiler = fileURLToPath(new URL('.', import.meta.url))

/** What it is called where definitions import it. */
export const packageName = '@pybase/monitoring'

/** The compiler as one script, and what definitions import of it, ready made; a repository makes them when they are needed. */
export const bundleOfPackage = join(compiler, 'compiler')

/** Whether this is a package, to which nothing is written. */
export const isPackage = existsSync(bundleOfPackage)

const among = compiler.lastIndexOf(`${sep}node_modules${sep}`)

/** The `node_modules` that have what the compiler needs. */
export const packages =
  among >= 0 ? join(compiler.slice(0, among), 'node_modules') : join(compiler, '..', 'node_modules')

/**
 * The file that has the types of what definitions import: of the package itself, `index`.
 * @param {string} entry
 */
export const typesOf = (entry) => join(compiler, isPackage ? `types/${entry}.d.ts` : `${entry}.ts`)

/** The compiler's release. @returns {string} */
export const release = () => JSON.parse(readFileSync(join(compiler, 'package.json'), 'utf8')).version
