// Where definitions are, and which files they read besides: what they import, at first hand or through others.

import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, resolve, sep } from 'node:path'
import { attempt } from '../cache.js'
import { compiler, packages } from '../place.js'

/** What a user edits, in a repository. */
export const definitions = /** @type {const} */ (['stack.ts', 'queries', 'dashboards', 'alerts'])

/**
 * Every file of definitions below `root`, its settings excepted.
 * @param {string} root
 * @returns {readonly string[]}
 */
export const definitionFiles = (root) =>
  definitions.filter((name) => !name.endsWith('.ts')).flatMap((folder) => typescriptBelow(join(root, folder)))

/**
 * All that definitions below `root` are made of, as folders and files; they need not exist.
 * @param {string} root
 * @returns {readonly string[]}
 */
export const readPaths = (root) => [
  ...[...definitions, 'environments'].map((name) => join(root, name)),
  ...readBesides(root),
]

/**
 * The files elsewhere that definitions below `root` name by a relative path, as an import does, at first hand or through
 * others; the compiler's and those of packages left out.
 * @param {string} root
 * @returns {readonly string[]}
 */
export function readBesides(root) {
  const own = definitions.map((name) => join(root, name))
  const elsewhere = [resolve(compiler), packages, join(root, 'node_modules'), ...own]
  /** @param {string} file */
  const isElsewhere = (file) => !elsewhere.some((each) => file === each || file.startsWith(each + sep))
  /** @type {Set<string>} */
  const found = new Set()
  /** @param {string} file */
  const follow = (file) => {
    for (const each of mentionedIn(file, attempt(() => readFileSync(file, 'utf8')) ?? '')) {
      if (found.has(each) || !isElsewhere(each) || attempt(() => statSync(each).isFile()) !== true) continue
      found.add(each)
      follow(each)
    }
  }
  for (const file of [join(root, 'stack.ts'), ...definitionFiles(root)]) follow(file)
  return [...found].sort()
}

/**
 * The files that a text names by a relative path; whatever might be one: a file too many is only looked at.
 * @param {string} file
 * @param {string} text
 * @returns {readonly string[]}
 */
export const mentionedIn = (file, text) =>
  [...text.matchAll(/['"`](\.{1,2}\/[^'"`\n]+)['"`]/g)].map(([, path = '']) => resolve(dirname(file), path))

/**
 * @param {string} path
 * @returns {readonly string[]}
 */
const typescriptBelow = (path) =>
  attempt(() =>
    readdirSync(path, { recursive: true, withFileTypes: true })
      .filter((entry) => !entry.isDirectory() && entry.name.endsWith('.ts'))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort(),
  ) ?? []
