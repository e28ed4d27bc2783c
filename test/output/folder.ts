import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Artifact } from '../../build/output/artifact.ts'

/** A folder that is removed after the test. A concurrent test gives the `onTestFinished` of its own context. */
export function temporaryFolder(whenFinished: (remove: () => void) => void = onTestFinished): string {
  const folder = mkdtempSync(join(tmpdir(), 'pybase-'))
  whenFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

export const artifacts = (files: Readonly<Record<string, string>>): readonly Artifact[] =>
  Object.entries(files).map(([path, text]) => ({ path, text }))

export function put(folder: string, path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}

/** Writes a file as `sed -i` does: another one, which takes its name. */
export function putAnew(folder: string, path: string, text: string): void {
  const beside = join(folder, dirname(path), 'sedQxWvYz')
  writeFileSync(beside, text)
  renameSync(beside, join(folder, path))
}

export const textOf = (folder: string, path: string): string => readFileSync(join(folder, path), 'utf8')

/** Everything below a folder, folders with a slash at the end, sorted. */
export const everything = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => (statSync(join(folder, path), { throwIfNoEntry: false })?.isDirectory() ? `${path}/` : path))
    .sort()

/** What a folder holds and when each file was last replaced: equal only if nothing was touched. */
export const stateOf = (folder: string): readonly string[] =>
  everything(folder).map((path) => {
    const { ino, mtimeNs } = statSync(join(folder, path), { bigint: true })
    return `${path} ${ino} ${mtimeNs}`
  })
