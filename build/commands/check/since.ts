import { isAbsolute, relative, resolve } from 'node:path'
import { isOfOurKinds } from '../../documents/files.ts'
import type { FileText } from '../../documents/text.ts'
import { filesAt, mergeBase } from '../diff/git.ts'

/** The same files as they were where this branch left a revision. Throws `Refused` (exit 2) as git does. */
export async function textsSince(revision: string, paths: readonly string[]): Promise<readonly FileText[]> {
  const folder = process.cwd()
  const base = await mergeBase(folder, revision, 'HEAD')
  const all: FileText[] = []
  for (const path of paths) {
    const below = relative(folder, resolve(path)) || './'
    for (const { file, text } of await filesAt(folder, base, [below])) {
      const isNamed = file === below
      const isHidden = file.split('/').some((name) => name === 'node_modules' || /^\.\w/.test(name))
      if (isNamed || (isOfOurKinds(file) && !isHidden))
        all.push({ file: isAbsolute(path) ? resolve(file) : file, text, isNamed })
    }
  }
  return all
}
