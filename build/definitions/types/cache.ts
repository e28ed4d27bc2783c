import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { attempt, cached, hashOfTexts, replaceFile } from '../../cache.js'
import { messageOf, Refused } from '../../findings/problem.ts'

/** What was found right: which release said so of which texts. */
interface Checked {
  readonly by: string
  readonly files: Readonly<Record<string, string>>
}

/**
 * A folder that outlives a build where one can be had, else one that does not. It only saves time: nothing in it is
 * believed but that texts of the same hash were right before.
 */
export class TypeCache {
  readonly folder: string
  readonly #isLasting: boolean

  /** Of the definitions below `root`; `base` is where the folder is made. */
  constructor(root: string, base = cached('types')) {
    const lasting = join(base, hashOfTexts(root).slice(0, 16))
    this.#isLasting = isUsable(lasting)
    this.folder = this.#isLasting ? lasting : passing()
  }

  /** Puts a file into the folder and answers its path. */
  put(name: string, text: string): string {
    const path = join(this.folder, name)
    if (read(path) !== text) replaceFile(path, text)
    return path
  }

  /** Whether exactly these texts were found right by this release, and no definition has come since. */
  isRight(by: string, definitions: readonly string[]): boolean {
    const checked = parsed(read(join(this.folder, remembered)))
    if (checked === undefined || checked.by !== by) return false
    if (!definitions.every((file) => Object.hasOwn(checked.files, file))) return false
    return Object.entries(checked.files).every(([file, hash]) => hashOfFile(file) === hash)
  }

  /** Remembers that these files are right as they are; `before` says how they were when the check began. */
  remember(by: string, files: readonly string[], before: ReadonlyMap<string, string>): void {
    if (!this.#isLasting) return
    const hashes = files.map((file) => [file, hashOfFile(file)] as const)
    // What was saved meanwhile may have been read before it was.
    if (hashes.some(([file, hash]) => hash === undefined || (before.get(file) ?? hash) !== hash)) return
    // Where it cannot be written the next build checks again.
    attempt(() => replaceFile(join(this.folder, remembered), JSON.stringify({ by, files: Object.fromEntries(hashes) })))
  }

  /** Removes a folder that does not last. */
  close(): void {
    if (!this.#isLasting) rmSync(this.folder, { recursive: true, force: true })
  }
}

/** The hashes of files, as far as they can be read. */
export const hashesOf = (files: Iterable<string>): ReadonlyMap<string, string> =>
  new Map(
    [...files].flatMap((file) => {
      const hash = hashOfFile(file)
      return hash === undefined ? [] : [[file, hash] as const]
    }),
  )

/** A folder for one run. Throws `Refused` where there can be none. */
function passing(): string {
  try {
    return mkdtempSync(join(tmpdir(), 'pybase-types-'))
  } catch (error) {
    throw new Refused({
      where: 'types',
      what: `The types are checked with the help of a file, and neither node_modules nor ${tmpdir()} can be written: ${messageOf(error)}.`,
      next: 'Allow writing in one of them, or build with --no-types.',
    })
  }
}

const remembered = 'checked.json'

function isUsable(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true })
    const probe = join(folder, `.${process.pid}`)
    writeFileSync(probe, '')
    rmSync(probe)
    return true
  } catch {
    return false
  }
}

const hashOfFile = (file: string): string | undefined => attempt(() => hashOfTexts(readFileSync(file)))
const read = (path: string): string | undefined => attempt(() => readFileSync(path, 'utf8'))

function parsed(text: string | undefined): Checked | undefined {
  try {
    const value: unknown = JSON.parse(text ?? '')
    if (typeof value !== 'object' || value === null || !('by' in value) || !('files' in value)) return undefined
    const { by, files } = value
    if (typeof by !== 'string' || typeof files !== 'object' || files === null || Array.isArray(files)) return undefined
    return { by, files: files as Readonly<Record<string, string>> }
  } catch {
    return undefined
  }
}
