import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { VersionText } from '../../diff/read/version.ts'
import { decode } from '../../documents/decode.ts'
import { Refused } from '../../findings/problem.ts'
import { isFolder } from '../paths.ts'

/** In bytes: a dashboard of this size takes seconds to read and a gigabyte of memory. */
const largest = 64 << 20

/** Whether a file of a version is compared; the reference, the rules' tests, dashboards of version 2 and the list of files follow from the others. */
export const isCompared = (path: string): boolean =>
  /\.(?:ya?ml|rules|json|tmpl)$|^runbooks\/.*\.md$|^instrumentation\/.*\.py$/i.test(path) &&
  path !== 'manifest.json' &&
  !/^(?:reference|tests|grafana-dashboards-v2)\//.test(path)

/** Whether there is anything at this path. */
export const exists = (path: string): boolean => statSync(path, { throwIfNoEntry: false }) !== undefined

/** The files of a folder by their paths inside it, or one file by its name. Throws `Refused` (exit 2). */
export function textsIn(path: string): readonly VersionText[] {
  if (!isFolder(path)) return [read(path, basename(path))]
  const files = readdirSync(path, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(path, '/').length).replaceAll('\\', '/'))
    .filter((file) => isCompared(file) && !/(?:^|\/)(?:node_modules|\.[^/]*)\//.test(file))
    .sort()
  if (files.length === 0) throw refused(path, 'The folder has no dashboard, rule file or configuration.')
  return files.map((file) => read(join(path, file), file))
}

function read(path: string, file: string): VersionText {
  const { size } = sized(path)
  if (size > largest)
    throw refused(path, `The file has ${Math.ceil(size / (1 << 20))} MB, and at most ${largest >> 20} MB are read.`)
  const decoded = decode(readFileSync(path))
  if ('text' in decoded) return { file, text: decoded.text }
  throw refused(`${path}:${decoded.line}`, decoded.why)
}

/** A device or a pipe has no end that one could wait for. */
function sized(path: string) {
  const stats = statSync(path)
  if (!stats.isFile()) throw refused(path, 'This is neither a file nor a folder.')
  return stats
}

const refused = (where: string, what: string): Refused =>
  new Refused({ where, what, next: 'Name two folders such as out/, or two files.' }, 2)
