// Reads TypeScript for a Node that does not, in a checkout whose path tsx misreads: esbuild makes JavaScript of each file.

import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { transform } from 'esbuild'

/** @type {import('node:module').LoadHook} */
export async function load(url, context, next) {
  if (!url.endsWith('.ts')) return next(url, context)
  const sourcefile = fileURLToPath(url)
  const target = `node${process.versions.node}`
  const text = await readFile(sourcefile, 'utf8')
  const { code } = await transform(text, { loader: 'ts', target, sourcefile, sourcemap: 'inline' })
  return { format: 'module', source: code, shortCircuit: true }
}
