// Makes the bundle: the command line and the words of the language, each an entry, and what they share in chunks.

import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { build } from 'esbuild'
import { entryOf, sums } from './entries.js'

/** What definitions import of the compiler, below `build/`. */
const words = ['language', 'stack']
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
      entryPoints: ['cli.ts', ...words.flatMap((name) => sourcesIn(root, name))].map((file) => ({
        in: join(root, 'build', file),
        out: entryOf(file).replace(/\.js$/, ''),
      })),
      bundle: true,
      splitting: true,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      minifyWhitespace: true,
      external: apart,
      outdir: folder,
      write: false,
      logLevel: 'silent',
      plugins: [fromSources(root, folder)],
      // What a package in CommonJS requires of Node itself.
      banner: { js: "import{createRequire as fromHere}from'node:module';const require=fromHere(import.meta.url);" },
    })
    const hashes = outputFiles.map(({ path, contents }) => {
      writeFileSync(join(scratch, relative(folder, path)), contents)
      return [relative(folder, path), createHash('sha256').update(contents).digest('hex')]
    })
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

/**
 * @param {string} root
 * @param {string} name
 */
const sourcesIn = (root, name) =>
  readdirSync(join(root, 'build', name))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => `${name}/${file}`)

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
      return file.endsWith('.ts') && !file.startsWith(join(sources, 'preview', '/'))
    }
  },
})
