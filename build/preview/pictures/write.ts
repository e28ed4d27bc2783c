import { readdirSync, rmdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Refused } from '../../findings/problem.ts'
import { replaceFiles } from '../../output/replace.ts'
import { nameOf } from './files.ts'

/** Files by their paths inside a folder. */
export type Files = readonly (readonly [path: string, content: Buffer])[]

/**
 * Writes all of what was drawn, or nothing, and removes what an earlier run left: its comparison, and the pictures of
 * panels in the folders of these dashboards. Throws `Refused` where the folder cannot be written.
 */
export function writePictures(folder: string, files: Files, uids: readonly string[]): void {
  if (files.length === 0) return
  try {
    replaceFiles(folder, files, () => makeRoom(folder, uids))
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    throw new Refused({
      where: folder,
      what: `The pictures cannot be written: ${error.message}.`,
      next: 'Name another folder, or make this one writable.',
    })
  }
}

function makeRoom(folder: string, uids: readonly string[]): void {
  rmSync(join(folder, 'compare.html'), { force: true })
  const found = foldersIn(folder)
  const compare = join(folder, 'compare')
  if (found.includes('compare')) {
    for (const name of foldersIn(compare)) clear(join(compare, name))
    removeIfEmpty(compare)
  }
  for (const name of uids.map(nameOf)) if (found.includes(name)) clear(join(folder, name))
}

/** Somebody may keep other files beside the pictures: they stay, and their folder with them. */
function clear(folder: string): void {
  for (const name of readdirSync(folder)) if (name.endsWith('.png')) rmSync(join(folder, name), { force: true })
  removeIfEmpty(folder)
}

function removeIfEmpty(folder: string): void {
  if (readdirSync(folder).length === 0) rmdirSync(folder)
}

/** The folders in a folder; nothing behind a symbolic link is ours. */
const foldersIn = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
