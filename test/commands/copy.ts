import { cpSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../support/root.ts'

/** What the preview installs and builds: hundreds of megabytes. */
const isMade = /[\\/]build[\\/]preview[\\/](?:node_modules|dist|\.cache)$/

/** Copies the repository without its output into a folder, and answers that. */
export function copyRepository(copy: string): string {
  for (const name of ['package.json', 'tsconfig.json', 'stack.ts', 'build', 'queries', 'dashboards', 'alerts']) {
    cpSync(join(root, name), join(copy, name), { recursive: true, filter: (path) => !isMade.test(path) })
  }
  linkPackages(copy)
  return copy
}

/** Our packages in a folder of its own, where a copy may keep its cache. */
export function linkPackages(copy: string): void {
  mkdirSync(join(copy, 'node_modules', '@pybase'), { recursive: true })
  symlinkSync(join(copy, 'build'), join(copy, 'node_modules', '@pybase', 'monitoring'))
  for (const name of readdirSync(join(root, 'node_modules')))
    if (name !== '.cache' && name !== '@pybase')
      symlinkSync(join(root, 'node_modules', name), join(copy, 'node_modules', name))
}
