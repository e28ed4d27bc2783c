import { posix } from 'node:path'
import { packageName, typesOf } from '../place.js'
import type { Statement } from './source.ts'
import type { Source } from './source-file.ts'

/** A statement of a file. */
export interface Placed {
  readonly source: Source
  readonly statement: Statement
}

/** Says which statements read something that these declare or import, at first hand or through others. */
export function followersOf(wrong: readonly Placed[], all: readonly Source[]): (placed: Placed) => boolean {
  const tainted = new Map(all.map(({ file }) => [file, new Set<string>()]))
  const taint = ({ source, statement }: Placed): boolean => {
    const names = tainted.get(source.file)
    const size = names?.size
    for (const name of declaredBy(statement)) names?.add(name)
    return size !== names?.size
  }
  const reads = ({ source, statement }: Placed): boolean => {
    const names = new Set<string>(statement.text.match(/[A-Za-z_$][\w$]*/g))
    const own = [...(tainted.get(source.file) ?? [])].some(
      (name) => !declaredBy(statement).includes(name) && names.has(name),
    )
    return (
      own ||
      source.imports.some(({ file, alias, names: imported }) =>
        [...(tainted.get(file) ?? [])].some(
          (name) =>
            (alias !== undefined && new RegExp(`\\b${alias}\\s*\\.\\s*${name}\\b`).test(statement.text)) ||
            (imported.includes(name) && names.has(name)),
        ),
      )
    )
  }
  for (const placed of wrong) taint(placed)
  for (let isGrowing = true; isGrowing; ) {
    isGrowing = false
    for (const source of all)
      for (const statement of source.statements)
        if (!statement.text.startsWith('import') && reads({ source, statement }) && taint({ source, statement }))
          isGrowing = true
  }
  return reads
}

/** The names that a statement gives to what follows it. */
function declaredBy({ text, name }: Statement): readonly string[] {
  if (!text.startsWith('import')) return name === undefined ? [] : [name]
  const [, inside = ''] = /^import (.*) from/s.exec(text) ?? []
  return [...inside.matchAll(/(?:\bas )?([A-Za-z_$][\w$]*)\s*(?=[,}\s]|$)/g)]
    .map(([, each = '']) => each)
    .filter((each) => !['as', 'type'].includes(each))
}

interface Importer {
  readonly file: string
  readonly imports: readonly { readonly file: string }[]
}

/** These files, and all that import one of them, at first hand or through others. */
export function importersOf(files: ReadonlySet<string>, all: readonly Importer[]): ReadonlySet<string> {
  const found = new Set(files)
  for (let size = -1; size !== found.size; ) {
    size = found.size
    for (const { file, imports } of all) if (imports.some((each) => found.has(each.file))) found.add(file)
  }
  return found
}

/** What an import statement imports, and from where: a path relative to the project, of the compiler's words a whole one. */
export interface Imported {
  readonly file: string
  readonly alias: string | undefined
  readonly names: readonly string[]
}

/** The imports of a file from files beside it, and from the compiler's package. */
export function importsIn(file: string, text: string): readonly Imported[] {
  return [...text.matchAll(/^import (?:type )?([^'"]+?) from ['"](\.[^'"]+|@[^'"]+)['"]/gm)].map(
    ([, inside = '', path = '']) => ({
      file: path.startsWith('.') ? posix.join(posix.dirname(file), path) : wordsIn(path),
      alias: /\* as (\w+)/.exec(inside)?.[1],
      names: [...inside.replace(/\* as \w+/, '').matchAll(/([A-Za-z_$][\w$]*)/g)].map(([name]) => name),
    }),
  )
}

/** The file of a package that is imported; of others than the compiler's no file that is there. */
const wordsIn = (name: string): string =>
  name === packageName
    ? typesOf('index')
    : name.startsWith(`${packageName}/`)
      ? typesOf(name.slice(packageName.length + 1))
      : name
