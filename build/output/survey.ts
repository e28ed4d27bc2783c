import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type Problem, Refused } from '../findings/problem.ts'
import { isAbsent, manifestName, readManifest } from './manifest.ts'

/** What a folder holds, as paths relative to it with forward slashes. */
export interface Survey {
  /** Whether the folder has a manifest of ours. */
  readonly claimed: boolean
  /** The files that the manifest lists, and the manifest itself. */
  readonly ours: ReadonlySet<string>
  /** The files, listed or not, that hold the very text that belongs there. */
  readonly equal: ReadonlySet<string>
  /** Temporary files that a killed build left behind. */
  readonly leftovers: readonly string[]
  /** Everything else; only the first few of a folder that is not claimed. */
  readonly foreign: readonly string[]
  /** All folders, deepest first. */
  readonly folders: readonly string[]
}

/** What `out/README.md` has the operator put beside the generated files: never looked into, never removed. */
const operatorsOwn: ReadonlySet<string> = new Set(['.env', 'docker-compose.override.yml', 'secrets'])

const few = 5

/** The name of the file that is written first and then renamed to `name`. */
export const temporaryName = (name: string): string => `.${name}.${process.pid}.pybase-tmp`

const temporary = /^\..+\.(\d+)\.pybase-tmp$/

/**
 * Looks through a folder, which may be missing. Symbolic links are foreign and never followed.
 * Throws `Refused` when the folder is a file.
 */
export function survey(folder: string, files: ReadonlyMap<string, Buffer>, shown: string): Survey {
  refuseFile(folder, shown)
  const listed = readManifest(folder)
  const claimed = listed !== undefined
  const ours = new Set<string>()
  const equal = new Set<string>()
  const leftovers: string[] = []
  const foreign: string[] = []
  const folders: string[] = []
  for (const { path, kind } of walk(folder)) {
    if (kind === 'folder') folders.unshift(path)
    else if (kind === 'leftover') leftovers.push(path)
    else if (kind === 'link') foreign.push(`${path} (a symbolic link)`)
    else {
      const right = kind === 'file' && (files.get(path)?.equals(readFileSync(join(folder, path))) ?? false)
      if (right) equal.add(path)
      if (claimed && kind === 'file' && (listed.has(path) || path === manifestName)) ours.add(path)
      else if (!right) foreign.push(path)
    }
    if (!claimed && foreign.length > few) break
  }
  return { claimed, ours, equal, leftovers, foreign, folders }
}

/** The problem of a folder that holds what is not ours. */
export const occupied = (shown: string, foreign: readonly string[]): Problem => ({
  where: shown,
  what:
    'The folder should be empty or written by an earlier build, but it holds files that no manifest of ours lists: ' +
    `${foreign.slice(0, few).join(', ')}${foreign.length > few ? ' and more' : ''}.`,
  next: 'Name another folder with --out DIR, or move these files away.',
})

/** Fails with the folder's name where the file system fails; anything else passes through. */
export function naming<T>(shown: string, doing: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error
    throw new Refused({
      where: shown,
      what: `The folder cannot be ${doing}: ${error.message}.`,
      next: 'Free this path and allow writing below it, or name another folder with --out DIR.',
    })
  }
}

function refuseFile(folder: string, shown: string): void {
  const found = statSync(folder, { throwIfNoEntry: false })
  if (found === undefined || found.isDirectory()) return
  throw new Refused({
    where: shown,
    what: 'The output needs a folder, and this is a file.',
    next: 'Name a folder with --out DIR.',
  })
}

interface Entry {
  readonly path: string
  readonly kind: 'file' | 'folder' | 'leftover' | 'link' | 'other'
}

/** Everything below a folder, a folder before what it holds; the temporary files of a build that still runs are left out. */
function* walk(root: string, folder = ''): Generator<Entry> {
  for (const entry of entriesOf(join(root, folder))) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`
    // Python leaves its byte code beside every module that it imports.
    if (operatorsOwn.has(path) || entry.name === '__pycache__') continue
    if (entry.isSymbolicLink()) yield { path, kind: 'link' }
    else if (entry.isDirectory()) {
      yield { path, kind: 'folder' }
      yield* walk(root, path)
    } else if (!entry.isFile()) yield { path, kind: 'other' }
    else {
      const writer = temporary.exec(entry.name)?.[1]
      if (writer === undefined) yield { path, kind: 'file' }
      else if (!isAnotherRunning(Number(writer))) yield { path, kind: 'leftover' }
    }
  }
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  } catch (error) {
    if (isAbsent(error)) return []
    throw error
  }
}

function isAnotherRunning(pid: number): boolean {
  if (pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
