import { basename, join, relative } from 'node:path'
import type { Found } from '../../documents/convert/read.ts'
import { textBelow } from '../../documents/values.ts'
import { isFolder } from '../paths.ts'

/** A dashboard and the file that it is written to. */
export interface Output extends Found {
  readonly path: string
}

/**
 * Where each dashboard is written: under the name of its file, in the folder that is named, or in the file that is named
 * where there is one dashboard of one file. Several of one file are told apart by their uids.
 */
export function targetsOf(found: readonly Found[], from: string, to: string): readonly Output[] {
  const intoFolder = isFolder(from) || isFolder(to) || /[\\/]$/.test(to) || found.length > 1
  if (!intoFolder) return found.map((each) => ({ ...each, path: to }))
  return found.map((each, at) => {
    const name = isFolder(from) ? relative(from, each.file) : basename(each.file)
    const stem = name.replace(/\.(?:json|ya?ml|rules)$/i, '')
    const isAlone = found.filter(({ file }) => file === each.file).length === 1
    const own = (textBelow(each.json, 'uid') || String(at + 1)).replace(/[^\w-]+/g, '-')
    return { ...each, path: join(to, `${isAlone ? stem : `${stem}-${own}`}.json`) }
  })
}
