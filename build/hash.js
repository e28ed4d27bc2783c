// What decides whether something that was kept still holds: the names and texts of files.

import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { isPackage, compiler as place } from './place.js'

const root = isPackage ? place : join(place, '..')

/** The compiler and which packages it is made of. What only the preview reads makes no other output. */
const compiler = isPackage ? ['.'] : ['build', 'package.json', 'package-lock.json']
const previewOnly = /^build\/preview\/(?!data$|data\/)/

/** @type {string | undefined} */
let ofCompiler

/**
 * The hash of the compiler's sources as this process found them.
 * @returns {string}
 */
export function hashOfCompiler() {
  ofCompiler ??= hashOf(compiler)
  return ofCompiler
}

/** Whether the compiler's sources are still as this process found them. */
export const isCompilerUnchanged = () => ofCompiler !== undefined && hashOf(compiler) === ofCompiler

/**
 * The hash of files and of all below folders, named relative to the repository. Throws where one of them cannot be read.
 * @param {readonly string[]} paths
 * @returns {string}
 */
export function hashOf(paths) {
  const hash = createHash('sha256')
  for (const path of paths) {
    const found = statSync(resolve(root, path), { throwIfNoEntry: false })
    if (found === undefined) hash.update(`\0${path} is not there`)
    else add(path, found.isDirectory())
  }
  return hash.digest('hex')

  /**
   * @param {string} path
   * @param {boolean} isFolder
   */
  function add(path, isFolder) {
    if (previewOnly.test(path)) return
    hash.update(`\0${path}\0`)
    const full = resolve(root, path)
    if (!isFolder) return void hash.update(readFileSync(full))
    const entries = readdirSync(full, { withFileTypes: true })
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      // A build refuses a link in its folder, whatever it leads to.
      if (entry.isSymbolicLink()) hash.update('\0link')
      const inside = `${path}/${entry.name}`
      add(inside, entry.isSymbolicLink() ? statSync(resolve(root, inside)).isDirectory() : entry.isDirectory())
    }
  }
}
