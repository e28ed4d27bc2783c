import { dirname, resolve } from 'node:path'
import type { FileText } from './text.ts'

/** The files of one stack. */
export type Scope = readonly FileText[]

/**
 * Which files belong together: those below each folder that is named, or else below each that has a configuration of
 * Prometheus, the innermost deciding. A file below none goes to the one that is nearest to it, where one is; else those are
 * a stack of their own. With one folder at most, all are one stack.
 */
export function scopesOf(files: readonly FileText[], named: readonly string[]): readonly Scope[] {
  const folders = [
    ...new Set(
      (named.length > 0 ? named : files.filter(configures).map(({ file }) => dirname(file))).map((folder) =>
        resolve(folder),
      ),
    ),
  ]
  if (folders.length < 2 && named.length === 0) return [files]
  const scopes = new Map<string, FileText[]>()
  for (const file of files) {
    const folder = nearestOf(folders, resolve(file.file)) ?? ''
    const scope = scopes.get(folder)
    if (scope === undefined) scopes.set(folder, [file])
    else scope.push(file)
  }
  return [...scopes.values()]
}

/** The tests of rules name them as a configuration does. */
const configures = ({ file, text }: FileText): boolean =>
  /\.ya?ml$/i.test(file) && /^(?:scrape_configs|rule_files)\s*:/m.test(text) && !/^tests\s*:/m.test(text)

function nearestOf(folders: readonly string[], file: string): string | undefined {
  const inside = folders.filter((folder) => file.startsWith(`${folder}/`)).sort((a, b) => b.length - a.length)
  if (inside[0] !== undefined) return inside[0]
  const ranked = folders.map((folder) => ({ folder, shared: shared(folder, file) })).sort((a, b) => b.shared - a.shared)
  const [first, second] = ranked
  return first !== undefined && first.shared !== second?.shared ? first.folder : undefined
}

/** How many folders two paths have in common, from the root. */
function shared(one: string, other: string): number {
  const [ours, theirs] = [one.split('/'), other.split('/')]
  const parted = ours.findIndex((name, at) => name !== theirs[at])
  return parted === -1 ? ours.length : parted
}
