import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Artifact } from '../targets/artifact.ts'

/** The list of our files, kept inside the folder: what may be replaced and removed by the next build. */
export const manifestName = 'manifest.json'

const generator = 'PyBase Monitoring'

/** The manifest's text: our files in code unit order, whatever the order they came in. */
export const renderManifest = (paths: Iterable<string>): string =>
  `${JSON.stringify({ generatedBy: generator, files: [...paths].sort() }, undefined, 2)}\n`

/** The artifacts with their manifest. Throws when two would stand in one place, or one outside the folder. */
export function withManifest(artifacts: readonly Artifact[]): ReadonlyMap<string, Buffer> {
  const files = new Map<string, Buffer>()
  for (const { path, text } of artifacts) {
    if (!isInside(path)) throw new Error(`The artifact ${path} would be written outside the folder.`)
    if (files.has(path) || path === manifestName) throw new Error(`Two artifacts are called ${path}.`)
    files.set(path, Buffer.from(text))
  }
  return files.set(manifestName, Buffer.from(renderManifest(files.keys())))
}

const isInside = (path: string): boolean =>
  !path.includes('\\') && path.split('/').every((part) => part !== '' && part !== '.' && part !== '..')

/**
 * The paths that the folder's manifest lists, or `undefined` where there is no manifest, or one that is not ours.
 * They are only ever compared with files found in the folder, never followed: the file may have been tampered with.
 */
export function readManifest(folder: string): ReadonlySet<string> | undefined {
  let manifest: unknown
  try {
    manifest = JSON.parse(readFileSync(join(folder, manifestName), 'utf8'))
  } catch (error) {
    if (error instanceof SyntaxError || isAbsent(error)) return undefined
    throw error
  }
  if (typeof manifest !== 'object' || manifest === null) return undefined
  if (!('generatedBy' in manifest) || manifest.generatedBy !== generator) return undefined
  if (!('files' in manifest) || !Array.isArray(manifest.files)) return undefined
  return new Set(manifest.files.filter((path) => typeof path === 'string'))
}

/** Whether a file system call failed because nothing is there (or a file where its folder should be). */
export const isAbsent = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')
