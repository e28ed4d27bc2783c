// Makes the bundle: a script with the command line and the language, and for each file of the language a module that stands for it.

import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { hashOfTexts, removeOldest } from '../cache.js'
import { compiler, entryOf, sums } from './entries.js'

/** What definitions import of the compiler, below `build/`. */
const language = ['language', 'stack', 'exporters', 'pybase']
/** Packages that are loaded from where they are: large, and seldom needed. */
const apart = ['chokidar', 'esbuild', 'typescript', 'typescript/*']

/**
 * Bundles the compiler below `root` into a folder, which is there afterwards and whole, or not at all; the oldest of other
 * sources are removed. Throws where the sources cannot be bundled, or the folder cannot be written.
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
      format: 'cjs',
      platform: 'node',
      target: 'node20',
      minifyWhitespace: true,
      external: apart,
      outdir: folder,
      write: false,
      logLevel: 'silent',
      plugins: [everything(root), fromSources(root)],
    })
    const files = new Map(outputFiles.map(({ path, contents }) => [relative(folder, path), contents]))
    for (const [file, text] of await wordsOf(root)) files.set(file, Buffer.from(text))
    for (const [file, contents] of files) writeFileSync(join(scratch, file), contents)
    const hashes = [...files].map(([file, contents]) => [file, hashOfTexts(contents)])
    writeFileSync(join(scratch, sums), JSON.stringify(Object.fromEntries(hashes)))
    try {
      renameSync(scratch, folder)
    } catch (error) {
      // Who made it meanwhile made the same, and may be reading it.
      if (!existsSync(folder)) throw error
    }
    removeOldest(dirname(folder), most)
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

/** How many bundles stay: of branches, and of checkouts that share their packages. */
const most = 4

/** The files of the language, named below `build/`. @param {string} root */
const filesOfLanguage = (root) =>
  language.flatMap((folder) =>
    readdirSync(join(root, 'build', folder))
      .filter((file) => file.endsWith('.ts'))
      .map((file) => `${folder}/${file}`),
  )

/**
 * The one entry: the command line, and a way to every file of the language. What a command needs is evaluated only with it.
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
        'export const language = {',
        ...filesOfLanguage(root).map(
          (file) => `${JSON.stringify(file)}: () => require(${JSON.stringify(join(root, 'build', file))}),`,
        ),
        '}',
      ].join('\n'),
      resolveDir: root,
    }))
  },
})

/**
 * For each file of the language one of the bundle that exports the same.
 * @param {string} root
 */
async function wordsOf(root) {
  const script = new URL('./script.js', import.meta.url).href
  const files = filesOfLanguage(root)
  const entryPoints = files.map((file) => join(root, 'build', file))
  const { metafile } = await build({ entryPoints, outdir: root, format: 'esm', metafile: true, write: false })
  return Object.values(metafile.outputs).map(({ entryPoint = '', exports }) => {
    const file = relative(join(root, 'build'), resolve(entryPoint)).replaceAll('\\', '/')
    const head = `import{loaded}from'${script}';const __file=loaded.language[${JSON.stringify(file)}]();`
    return /** @type {const} */ ([
      entryOf(file),
      head + exports.map((each) => `export const ${each}=__file.${each};`).join(''),
    ])
  })
}

/**
 * Files of the repository that are no part of the bundle are loaded from where they are, and what is bundled still finds
 * its neighbours there.
 * @param {string} root
 * @returns {import('esbuild').Plugin}
 */
const fromSources = (root) => ({
  name: 'sources',
  setup(bundle) {
    const sources = join(root, 'build', '/')
    bundle.onResolve({ filter: /^\.{1,2}\// }, ({ path, resolveDir, importer }) => {
      const file = join(resolveDir, path)
      const isBundled = !importer.startsWith(sources) || (file.startsWith(sources) && isCompiler(file))
      return isBundled ? undefined : { path: pathToFileURL(file).href, external: true }
    })
    bundle.onLoad({ filter: /\.ts$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href)),
      loader: 'ts',
    }))

    /**
     * Not the launcher, which runs already, nor the preview, which has packages of its own; drills play in its synthetic day.
     * @param {string} file
     */
    function isCompiler(file) {
      return file.endsWith('.ts') && !/^(?:commands[\\/])?preview\b(?![\\/]data\b)/.test(relative(sources, file))
    }
  },
})
