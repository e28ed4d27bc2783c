// How the files of a bundle are named.

/**
 * The file of a bundle that stands for a source, named below `build/`: `language/alert.ts` → `language-alert.js`.
 * @param {string} source
 */
export const entryOf = (source) => source.replaceAll('/', '-').replace(/\.ts$/, '.js')

/** The file that has the compiler, without its extension. */
export const compiler = 'compiler'

/** The hashes of all files, by which a damaged bundle is told. */
export const sums = 'sums.json'
