import { readdirSync, type Stats, statSync } from 'node:fs'
import { dirname, isAbsolute, join, relative, sep } from 'node:path'

/** Which files and folders a watch concerns. */
export interface Watched {
  /** Where watching begins: the folder around a path sees that it appears, and that it is replaced as a whole. */
  readonly tops: readonly string[]
  /** Whether something is at or below a path, or on the way to it. */
  has(path: string): boolean
  /** The paths and the folders there, as one text: a folder that replaced another of its name is another. */
  state(): string
}

/** What is watched for these absolute paths, which need not exist. */
export function watchedFor(paths: readonly string[]): Watched {
  const tops = [...new Set(paths.map((path) => dirname(path)))]
  const has = (path: string): boolean => paths.some((each) => isBelow(each, path) || isRead(relative(each, path)))
  const folders = (found: readonly string[]): string =>
    found
      .filter(has)
      .map((folder) => `${identityOf(folder)} ${folder}\n${folders(foldersIn(folder))}`)
      .join('')
  return { tops, has, state: () => `${paths.join('\n')}\n${folders(tops)}` }
}

/** Whether somebody reads what lies there, seen from a watched path: nothing hidden, and nothing that editors keep beside an open file. */
const isRead = (path: string): boolean =>
  isInside(path) && path.split(sep).every((name) => !/^\.|^node_modules$|~$|^#.*#$|^4913$/.test(name))

const isBelow = (path: string, folder: string): boolean => isInside(relative(folder, path))

const isInside = (path: string): boolean => !/^\.\.(?:[\\/]|$)/.test(path) && !isAbsolute(path)

function identityOf(folder: string): string {
  const found = existing(folder)
  // A system may give the number of a removed folder to the next one.
  return found === undefined ? 'none' : `${found.ino}@${found.birthtimeMs}`
}

function existing(folder: string): Stats | undefined {
  try {
    return statSync(folder)
  } catch {
    return undefined
  }
}

function foldersIn(folder: string): readonly string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true })
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name))
  } catch {
    return []
  }
}
