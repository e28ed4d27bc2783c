import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileOf } from '../../build/bundle/entries.js'
import { root } from './root.ts'

/** One import of a TypeScript file. */
export interface Import {
  /** The file, relative to the repository. */
  readonly file: string
  /** What it imports: a file of the repository, or a package's or Node's module. */
  readonly from: string
  /** Whether the whole statement is erased: `import type`. */
  readonly type: boolean
  /** Whether it is imported when it is needed: `import('…')`. */
  readonly late: boolean
}

const statement =
  /^(?:import|export)\s+(type\s)?\s*(?:[\w$]+\s*,?\s*)?(?:\*(?:\s+as\s+[\w$]+)?\s*|\{[^}]*\}\s*)?from\s+'([^']+)'/gm
const bare = /^import\s+'([^']+)'/gm
const late = /\bimport\(\s*'([^']+)'/g

/** The imports of a file's text; a computed `import(…)` has no name and is not among them. */
export function importsOf(file: string, text: string): readonly Import[] {
  const found = (name: string, type: boolean, late: boolean): Import => ({ file, from: target(file, name), type, late })
  return [
    ...[...text.matchAll(statement)].map(([, type, name = '']) => found(name, type !== undefined, false)),
    ...[...text.matchAll(bare)].map(([, name = '']) => found(name, false, false)),
    ...[...text.matchAll(late)].map(([, name = '']) => found(name, false, true)),
  ]
}

const target = (file: string, name: string): string => {
  const words = fileOf(name)
  if (words !== undefined) return `build/${words}`
  return name.startsWith('.') ? join(dirname(file), name) : name
}

/** Folders of what is installed or built. */
const notWritten: readonly string[] = ['node_modules', 'dist', '.cache', 'public']

/** Every file of code that people or tests wrote, relative to the repository, with its text. */
export const sources: ReadonlyMap<string, string> = new Map(
  ['stack.ts', 'vitest.config.ts', ...['alerts', 'build', 'dashboards', 'queries', 'test'].flatMap(below)].map(
    (file) => [file, readFileSync(join(root, file), 'utf8')],
  ),
)

function below(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`
      if (!entry.isDirectory()) return /\.(?:tsx?|js)$/.test(path) ? [path] : []
      return notWritten.includes(entry.name) ? [] : below(path)
    })
    .sort()
}

/** Every import of every file. */
export const imports: readonly Import[] = [...sources].flatMap(([file, text]) => importsOf(file, text))

/** What is loaded when a file is: its imports and theirs, packages included, without the files that are passed by. */
export function loadedBy(file: string, passedBy: readonly string[]): ReadonlySet<string> {
  const loaded = new Set<string>()
  const visit = (next: string): void => {
    if (loaded.has(next) || passedBy.includes(next)) return
    loaded.add(next)
    for (const { from, type, late } of importsOf(next, sources.get(next) ?? '')) if (!type && !late) visit(from)
  }
  visit(file)
  return loaded
}
