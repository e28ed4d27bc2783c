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
import { build } from 'esbuild'
import { hashOfTexts } from '../cache.js'
import { compiler as place } from '../place.js'
import { entryOf, here, launcher, sums, whole } from './entries.js'

/** What definitions import of a package: itself, and what is below its name. */
export const ofPackage = ['index.ts', 'exporters']
/** What those of the compiler's own repository, and its tests, import besides. */
const ofRepository = [...ofPackage, 'language', 'stack', 'pybase']
/** Packages that are loaded from where they are: large, and seldom needed. */
const apart = ['chokidar', 'esbuild', 'typescript', 'typescript/*']

/**
 * Bundles the compiler into a folder, which is there afterwards and whole, or not at all. Throws where the sources cannot be bundled, or the folder cannot be written.
 * @param {string} folder
 * @param {object} of
 * @param {readonly string[]} [of.language] What can be imported of it: files, or folders of them.
 * @param {string} [of.script] Where its modules find what loads it.
 * @returns {Promise<readonly string[]>} The files that it was made of.
 */
export async function makeBundle(
  folder,
  { language = ofRepository, script = new URL('./script.js', import.meta.url).href } = {},
) {
  const words = filesOf(language)
  mkdirSync(dirname(folder), { recursive: true })
  const scratch = mkdtempSync(`${folder}.`)
  try {
    const { outputFiles, metafile } = await build({
      entryPoints: { [whole]: whole },
      bundle: true,
      format: 'cjs',
      platform: 'node',
      target: 'node20',
      minifyWhitespace: true,
      external: apart,
      outdir: folder,
      write: false,
      metafile: true,
      absWorkingDir: place,
      logLevel: 'silent',
      plugins: [everything(words), fromSources],
    })
    const files = new Map(outputFiles.map(({ path, contents }) => [relative(folder, path), contents]))
    for (const [file, text] of await wordsOf(words, script)) files.set(file, Buffer.from(text))
    for (const [file, contents] of files) writeFileSync(join(scratch, file), contents)
    const hashes = [...files].map(([file, contents]) => [file, hashOfTexts(contents)])
    writeFileSync(join(scratch, sums), JSON.stringify(Object.fromEntries(hashes)))
    try {
      renameSync(scratch, folder)
    } catch (error) {
      // Who made it meanwhile made the same, and may be reading it.
      if (!existsSync(folder)) throw error
    }
    return Object.keys(metafile.inputs)
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

/**
 * Files of the language, named below `build/`.
 * @param {readonly string[]} paths Files, or folders of them.
 */
const filesOf = (paths) =>
  paths.flatMap((path) =>
    path.endsWith('.ts')
      ? path
      : readdirSync(join(place, path))
          .filter((file) => file.endsWith('.ts'))
          .map((file) => `${path}/${file}`),
  )

/**
 * The one entry: the command line, and a way to every file of the language. What a command needs is evaluated only with it.
 * @param {readonly string[]} files
 * @returns {import('esbuild').Plugin}
 */
const everything = (files) => ({
  name: whole,
  setup(bundle) {
    const filter = new RegExp(`^${whole}$`)
    bundle.onResolve({ filter }, ({ path }) => ({ path, namespace: whole }))
    bundle.onLoad({ filter, namespace: whole }, () => ({
      contents: [
        "export { run } from './commands/run.ts'",
        'export const language = {',
        ...files.map((file) => `${JSON.stringify(file)}: () => require(${JSON.stringify(`./${file}`)}),`),
        '}',
      ].join('\n'),
      resolveDir: place,
    }))
  },
})

/**
 * For each file of the language one of the bundle that exports the same.
 * @param {readonly string[]} files
 * @param {string} script
 */
async function wordsOf(files, script) {
  const entryPoints = files.map((file) => join(place, file))
  const { metafile } = await build({ entryPoints, outdir: place, format: 'esm', metafile: true, write: false })
  return Object.values(metafile.outputs).map(({ entryPoint = '', exports }) => {
    const file = relative(place, resolve(entryPoint)).replaceAll('\\', '/')
    const head = `import{wordsOf}from'${script}';const __file=wordsOf(${JSON.stringify(file)});`
    return /** @type {const} */ ([
      entryOf(file),
      head + exports.map((each) => `export const ${each}=__file.${each};`).join(''),
    ])
  })
}

/**
 * Files that are no part of the bundle are those that run already, and what is bundled still finds its neighbours.
 * @type {import('esbuild').Plugin}
 */
const fromSources = {
  name: 'sources',
  setup(bundle) {
    bundle.onResolve({ filter: /^\.{1,2}\// }, ({ path, resolveDir, importer }) => {
      const file = join(resolveDir, path)
      const isBundled =
        (!importer.startsWith(place) && importer !== whole) || (file.startsWith(place) && isCompiler(file))
      return isBundled ? undefined : { path: `${launcher}${below(file)}`, external: true }
    })
    bundle.onLoad({ filter: /\.ts$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replaceAll('import.meta.url', `(${here}+${JSON.stringify(below(path))})`),
      loader: 'ts',
    }))

    /**
     * Not the launcher, which runs already, nor the preview, which has packages of its own; drills play in its synthetic day.
     * @param {string} file
     */
    function isCompiler(file) {
      return file.endsWith('.ts') && !/^(?:commands\/)?preview\b(?!\/data\b)/.test(below(file))
    }
  },
}

/** @param {string} file */
const below = (file) => relative(place, file).replaceAll('\\', '/')
