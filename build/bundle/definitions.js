// Definitions as one script, which loads in a fraction of the time of their files, and is kept by the hash of these.

import { mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { Script } from 'node:vm'
import { attempt, cached, hashOfTexts, readWhole, removeOldest, replaceWhole } from '../cache.js'
import { definitionFiles, readPaths } from '../definitions/files.js'
import { hashOf, hashOfCompiler } from '../hash.js'
import { compiler } from '../place.js'
import { fileOf } from './entries.js'

/**
 * Lets a bundled compiler load the definitions of a project at once. Where that cannot be, they are loaded one by one: what is wrong
 * with files they say best themselves.
 * @param {Pick<import('./script.js').Compiler, 'language'>} loaded
 * @returns {import('../modules.js').LoadedAtOnce}
 */
export const definitionsWith =
  ({ language }) =>
  async (root) => {
    try {
      const text = await bundleOf(root)
      const fromThere = createRequire(join(root, 'stack.ts'))
      /** @type {Record<string, () => object>} */
      const files = {}
      new Script(`(function(require,exports){${text}\n})`, {
        filename: join(root, 'definitions.js'),
      }).runInThisContext()((/** @type {string} */ name) => wordsOf(language, name) ?? fromThere(name), files)
      return new Map(Object.entries(files).map(([file, load]) => [file, inOrder(load())]))
    } catch {
      return undefined
    }
  }

/**
 * What the compiler has under the name of its package, or of one of its files below `build/`.
 * @param {import('./script.js').Compiler['language']} language
 * @param {string} name
 */
const wordsOf = (language, name) => language[fileOf(name) ?? name]?.()

/** In the order that a module's exports have. @param {object} exports */
const inOrder = (exports) => Object.fromEntries(Object.entries(exports).sort(([a], [b]) => (a < b ? -1 : 1)))

/** @param {string} root */
async function bundleOf(root) {
  const now = () => hashOfTexts(root, hashOfCompiler(), hashOf(readPaths(root)))
  const key = now()
  const path = join(cached('definitions'), key)
  const known = readWhole(path)
  if (known !== undefined) return known.toString()
  const text = await bundled(root)
  // What was saved meanwhile may have been read before it was.
  if (now() === key)
    attempt(() => {
      mkdirSync(dirname(path), { recursive: true })
      replaceWhole(path, text)
      removeOldest(dirname(path))
    })
  return text
}

/** Throws where a file is no TypeScript, imports what is not there, or waits. @param {string} root */
async function bundled(root) {
  const { build } = await import('esbuild')
  const files = [join(root, 'stack.ts'), ...definitionFiles(root)].map((file) => relative(root, file))
  const { outputFiles, metafile } = await build({
    stdin: {
      contents: files
        .map((file) => `exports[${JSON.stringify(file)}] = () => require(${JSON.stringify(`./${file}`)})`)
        .join('\n'),
      resolveDir: root,
    },
    absWorkingDir: root,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    tsconfigRaw: {},
    metafile: true,
    write: false,
    logLevel: 'silent',
    plugins: [{ name: 'language', setup: (bundle) => bundle.onResolve({ filter: /^\.{1,2}\// }, fromLanguage) }],
  })
  if (isCircular(metafile))
    throw new Error('what imports itself meets names that have no value yet, as in modules only')
  return outputFiles[0]?.text ?? ''

  /** @param {import('esbuild').OnResolveArgs} asked */
  function fromLanguage({ path, resolveDir }) {
    const file = relative(compiler, join(resolveDir, path))
    return file.startsWith('..') ? undefined : { path: file.replaceAll('\\', '/'), external: true }
  }
}

/** @param {import('esbuild').Metafile} metafile */
function isCircular({ inputs }) {
  const left = new Map(Object.entries(inputs).map(([file, { imports }]) => [file, imports.map(({ path }) => path)]))
  for (let size = -1; size !== left.size; ) {
    size = left.size
    for (const [file, imports] of left) if (!imports.some((each) => left.has(each))) left.delete(file)
  }
  return left.size > 0
}
