// Makes the bundle: one file with the command line and the language, and for each file of the language one that stands for it.

import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { build } from 'esbuild'
import { compiler, entryOf, sums } from './entries.js'

/** What definitions import of the compiler, below `build/`. */
const language = ['language', 'stack']
/** Packages that are loaded from where they are: large, and seldom needed. */
const apart = ['chokidar', 'esbuild', 'typescript', 'typescript/*']

/**
 * Bundles the compiler below `root` into a folder, which is there afterwards, and whole, or not at all; what was kept of
 * other sources is removed. Throws where the sources cannot be bundled, or the folder cannot be written.
 * @param {string} root
 * @param {string} folder
 */
export async function makeBundle(root, folder) {
  mkdirSync(dirname(folder), { recursive: true })
  const scratch = mkdtempSync(`${folder}.`)
  try {
    const { outputFiles } = await build({
      entryPoints: { compiler },
      bundle: true,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      minifyWhitespace: true,
      external: apart,
      outdir: folder,
      write: false,
      logLevel: 'silent',
      plugins: [everything(root), fromSources(root, folder), whenNeeded],
      // What a package in CommonJS requires of Node itself.
      banner: { js: "import{createRequire as fromHere}from'node:module';const require=fromHere(import.meta.url);" },
    })
    const files = new Map(outputFiles.map(({ path, contents }) => [relative(folder, path), contents]))
    for (const [file, text] of await wordsOf(root)) files.set(file, Buffer.from(text))
    for (const [file, contents] of files) writeFileSync(join(scratch, file), contents)
    const hashes = [...files].map(([file, contents]) => [file, createHash('sha256').update(contents).digest('hex')])
    writeFileSync(join(scratch, sums), JSON.stringify(Object.fromEntries(hashes)))
    renameSync(scratch, folder)
    for (const name of readdirSync(dirname(folder))) {
      const other = join(dirname(folder), name)
      if (other !== folder) rmSync(other, { recursive: true, force: true })
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

/** The files of the language, named below `build/`. @param {string} root */
const filesOfLanguage = (root) =>
  language.flatMap((folder) =>
    readdirSync(join(root, 'build', folder))
      .filter((file) => file.endsWith('.ts'))
      .map((file) => `${folder}/${file}`),
  )

/**
 * The one entry: the command line, and every file of the language under a name of its own. It is one file, since a
 * module costs more than its size; what a command needs is still evaluated only with it.
 * @param {string} root
 * @returns {import('esbuild').Plugin}
 */
const everything = (root) => ({
  name: compiler,
  setup(bundle) {
    const filter = new RegExp(`^${compiler}$`)
    bundle.onResolve({ filter }, ({ path }) => ({ path, namespace: compiler }))
    bundle.onLoad({ filter, namespace: compiler }, () => ({
      contents: [
        `export { run } from ${JSON.stringify(join(root, 'build', 'commands', 'run.ts'))}`,
        ...filesOfLanguage(root).map(
          (file) => `export * as ${nameOf(file)} from ${JSON.stringify(join(root, 'build', file))}`,
        ),
      ].join('\n'),
      resolveDir: root,
    }))
  },
})

/** @param {string} file */
const nameOf = (file) => file.replace(/\.ts$/, '').replaceAll(/\W/g, '_')

/**
 * For each file of the language one of the bundle that exports the same.
 * @param {string} root
 */
async function wordsOf(root) {
  const files = filesOfLanguage(root)
  const entryPoints = files.map((file) => join(root, 'build', file))
  const { metafile } = await build({ entryPoints, outdir: root, format: 'esm', metafile: true, write: false })
  return Object.values(metafile.outputs).map(({ entryPoint = '', exports }) => {
    const file = relative(join(root, 'build'), resolve(entryPoint)).replaceAll('\\', '/')
    const name = nameOf(file)
    return /** @type {const} */ ([
      entryOf(file),
      `import{${name}}from'./${compiler}.js';${exports.map((each) => `export const ${each}=${name}.${each};`).join('')}`,
    ])
  })
}

/**
 * Files of the repository that are no part of the bundle are loaded from where they are, and what is bundled still finds
 * its neighbours there.
 * @param {string} root
 * @param {string} folder
 * @returns {import('esbuild').Plugin}
 */
const fromSources = (root, folder) => ({
  name: 'sources',
  setup(bundle) {
    const sources = join(root, 'build', '/')
    /** @param {string} path */
    const fromBundle = (path) => relative(folder, path).replaceAll('\\', '/')
    bundle.onResolve({ filter: /^\.{1,2}\// }, ({ path, resolveDir, importer }) => {
      const file = join(resolveDir, path)
      const isBundled = !importer.startsWith(sources) || (file.startsWith(sources) && isCompiler(file))
      return isBundled ? undefined : { path: fromBundle(file), external: true }
    })
    bundle.onLoad({ filter: /\.ts$/ }, ({ path }) => {
      const here = `new URL(${JSON.stringify(fromBundle(path))}, import.meta.url).href`
      return { contents: readFileSync(path, 'utf8').replaceAll('import.meta.url', here), loader: 'ts' }
    })

    /**
     * Not the launcher, which runs already, nor the preview, which has packages of its own.
     * @param {string} file
     */
    function isCompiler(file) {
      return file.endsWith('.ts') && !/^(?:commands[\\/])?preview\b/.test(relative(sources, file))
    }
  },
})

/**
 * What few commands need of Node, and takes a while to load: in one file an import would load it for all.
 * @type {import('esbuild').Plugin}
 */
const whenNeeded = {
  name: 'when needed',
  setup(bundle) {
    const filter = /^node:(?:child_process|http|https|net|os|stream\/consumers|timers\/promises|tls)$/
    bundle.onResolve({ filter }, ({ path, kind }) =>
      kind === 'require-call' ? { path, external: true } : { path, namespace: 'when-needed' },
    )
    bundle.onLoad({ filter, namespace: 'when-needed' }, ({ path }) => ({
      contents: `module.exports = require(${JSON.stringify(path)})`,
    }))
  },
}
