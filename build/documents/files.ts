import { type Dirent, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { messageOf, type Problem, Refused } from '../findings/problem.ts'
import { type Decoded, decode } from './decode.ts'
import type { FileText } from './text.ts'
import type { Fault } from './views.ts'

/** In bytes: a dashboard of this size takes seconds to read and a gigabyte of memory. */
const largest = 64 << 20

/** The files that people named, and those in the folders that they named. */
export interface Files {
  readonly texts: readonly FileText[]
  /** One for each file that is no text. */
  readonly faults: readonly Fault[]
}

type Found = Pick<FileText, 'file' | 'isNamed'>

/** Reads files and folders. Throws `Refused` (exit 2) with every path that does not exist or may not be read. */
export function readFiles(paths: readonly string[]): Files {
  const problems: Problem[] = []
  const attempt = <T>(where: string, read: () => T, otherwise: T): T => {
    try {
      return read()
    } catch (error) {
      problems.push({ where, what: whyNot(error), next: 'Correct the path, or its permissions.' })
      return otherwise
    }
  }
  const found = paths.flatMap((path) => attempt<readonly Found[]>(path, () => filesAt(path), []))
  const once = new Map(found.toReversed().map((each) => [resolve(each.file), each]))
  const texts: FileText[] = []
  const faults: Fault[] = []
  for (const { file, isNamed } of [...once.values()].reverse()) {
    const decoded = attempt<Decoded>(file, () => read(file), { text: '' })
    if ('text' in decoded) texts.push({ file, isNamed, text: decoded.text })
    else faults.push(unreadable(file, decoded))
  }
  if (problems.length > 0) throw new Refused(problems, 2)
  return { texts, faults }
}

function filesAt(path: string): readonly Found[] {
  if (!statSync(path).isDirectory()) return [{ file: path, isNamed: true }]
  const files = inside(path)
  if (files.length === 0) throw new Error('the folder has no .yml, .yaml, .rules or .json file')
  return files.map((file) => ({ file, isNamed: false }))
}

/** Files of our kinds in the order of their names, folders first opened where they stand; links lead nowhere. */
function inside(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) return isOpen(entry) ? inside(path) : []
      return entry.isFile() && isOfOurKinds(entry.name) ? [path] : []
    })
}

/** Whether a file that was met in a folder is looked into. */
export const isOfOurKinds = (name: string): boolean => /\.(?:ya?ml|json|rules)$/i.test(name)

const isOpen = ({ name }: Dirent): boolean => name !== 'node_modules' && !name.startsWith('.')

function read(file: string): Decoded {
  const stats = statSync(file)
  // A device or a pipe has no end that one could wait for.
  if (!stats.isFile()) return { why: 'This is neither a file nor a folder.', line: 1 }
  if (stats.size <= largest) return decode(readFileSync(file))
  return {
    why: `The file has ${Math.ceil(stats.size / (1 << 20))} MB, and at most ${largest >> 20} MB are read.`,
    line: 1,
  }
}

const unreadable = (file: string, { why, line }: Exclude<Decoded, { text: string }>): Fault => ({
  check: 'unreadable-file',
  place: { file, path: [], position: { line, column: 1 } },
  what: why,
  next: 'Name a text file in UTF-8.',
})

function whyNot(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'There is no such file or folder.'
  if (code === 'EACCES' || code === 'EPERM') return 'It may not be read.'
  return `It cannot be read: ${messageOf(error)}.`
}
