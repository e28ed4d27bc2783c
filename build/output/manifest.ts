import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Artifact } from './artifact.ts'

/** The list of our files, kept inside the folder: what may be replaced and removed by the next build. */
export const manifestName = 'manifest.json'

const generator = 'PyBase Monitoring'

/** What a build can leave unchecked, which its manifest remembers. */
export type Unchecked = 'types'

/** The manifest's text: our files in code unit order, whatever the order they came in. */
export const renderManifest = (paths: Iterable<string>, unchecked?: Unchecked): string =>
  `${JSON.stringify({ generatedBy: generator, unchecked, files: [...paths].sort() }, undefined, 2)}\n`

/** The artifacts with their manifest. Throws when two would stand in one place, or one outside the folder. */
export function withManifest(artifacts: readonly Artifact[], unchecked?: Unchecked): ReadonlyMap<string, Buffer> {
  const files = new Map<string, Buffer>()
  for (const { path, text } of artifacts) {
    if (!isInside(path)) throw new Error(`The artifact ${path} would be written outside the folder.`)
    if (files.has(path) || path === manifestName) throw new Error(`Two artifacts are called ${path}.`)
    files.set(path, Buffer.from(text))
  }
  return files.set(manifestName, Buffer.from(renderManifest(files.keys(), unchecked)))
}

const isInside = (path: string): boolean =>
  !path.includes('\\') && path.split('/').every((part) => part !== '' && part !== '.' && part !== '..')

/**
 * The paths that the folder's manifest lists, or `undefined` where there is no manifest, or one that is not ours.
 * They are only ever compared with files found in the folder, never followed: the file may have been tampered with.
 */
export function readManifest(folder: string): ReadonlySet<string> | undefined {
  const manifest = ownManifest(folder)
  if (manifest === undefined || !('files' in manifest) || !Array.isArray(manifest.files)) return undefined
  return new Set(manifest.files.filter((path) => typeof path === 'string'))
}

/** Whether the folder was built without a check of the types. */
export function isUnchecked(folder: string): boolean {
  const manifest = ownManifest(folder)
  return manifest !== undefined && 'unchecked' in manifest
}

function ownManifest(folder: string): object | undefined {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(folder, manifestName), 'utf8'))
    if (typeof manifest !== 'object' || manifest === null) return undefined
    return 'generatedBy' in manifest && manifest.generatedBy === generator ? manifest : undefined
  } catch (error) {
    if (error instanceof SyntaxError || isAbsent(error)) return undefined
    throw error
  }
}

/** Whether a file system call failed because nothing is there (or a file where its folder should be). */
export const isAbsent = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')
