import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A hash of the contents of these files, and of all in these folders, by their paths inside `folder`; none need exist. */
export function hashOf(folder: string, paths: readonly string[]): string {
  const hash = createHash('sha256')
  for (const path of paths.flatMap((each) => filesAt(folder, each))) {
    const text = readFileSync(join(folder, path))
    hash.update(`${path}\0${text.length}\0`).update(text)
  }
  return hash.digest('hex')
}

function filesAt(folder: string, path: string): readonly string[] {
  const found = statSync(join(folder, path), { throwIfNoEntry: false })
  if (found === undefined) return []
  if (!found.isDirectory()) return [path]
  return readdirSync(join(folder, path))
    .sort()
    .flatMap((name) => filesAt(folder, `${path}/${name}`))
}

/** Whether a stamp says that what stands beside it was made from what has this hash. */
export function isStamped(file: string, hash: string): boolean {
  try {
    return readFileSync(file, 'utf8').trim() === hash
  } catch {
    return false
  }
}

/** Says from what something was made; written last, so that what was interrupted is made again. */
export const stamp = (file: string, hash: string): void => writeFileSync(file, `${hash}\n`)
