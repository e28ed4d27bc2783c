import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { temporaryName } from './survey.ts'

/**
 * Replaces files, each by a rename within its folder. All are written before `makeRoom` is called and the first is
 * renamed: where one cannot be written, none is replaced.
 */
export function replaceFiles(
  folder: string,
  files: Iterable<readonly [path: string, text: Buffer]>,
  makeRoom: () => void = () => {},
): void {
  const staged: { temporary: string; target: string }[] = []
  try {
    for (const [path, text] of files) {
      const target = join(folder, path)
      const temporary = join(dirname(target), temporaryName(basename(target)))
      makeFolder(dirname(target))
      staged.push({ temporary, target })
      writeDurably(temporary, text)
    }
    makeRoom()
    for (const { temporary, target } of staged) renameSync(temporary, target)
  } catch (error) {
    for (const { temporary } of staged) discard(temporary)
    throw error
  }
}

/** Never in the way of what went wrong before: whoever cannot write may be unable to remove, too. */
function discard(path: string): void {
  try {
    rmSync(path, { force: true })
  } catch {}
}

/** Without Node's `recursive`, which never returns below a file system that refuses new folders, such as /proc. */
function makeFolder(path: string): void {
  if (existsSync(path)) return
  if (dirname(path) !== path) makeFolder(dirname(path))
  mkdirSync(path)
}

function writeDurably(path: string, text: Buffer): void {
  const file = openSync(path, 'w')
  try {
    writeFileSync(file, text)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
