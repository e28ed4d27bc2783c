import { cpSync, existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { definitionsOf } from '../../build/init/template.ts'
import { put } from '../output/folder.ts'
import { root } from '../support/root.ts'

/** What the preview installs and builds: hundreds of megabytes. */
const isMade = /[\\/]build[\\/]preview[\\/](?:node_modules|dist|\.cache)$/

const results = join('node_modules', '.cache', 'pybase-monitoring', 'results')

/**
 * Copies the repository without its output into a folder, and answers that. What builds of ours worked out of each alert
 * comes along: only what a test changes is worked out there.
 */
export function copyRepository(copy: string): string {
  copyCompiler(copy)
  for (const name of ['stack.ts', 'queries', 'dashboards', 'alerts'])
    cpSync(join(root, name), join(copy, name), { recursive: true })
  if (existsSync(join(root, results))) cpSync(join(root, results), join(copy, results), { recursive: true })
  return copy
}

/** A repository of the compiler with the smallest definitions: those of a new project. Its builds take a fraction. */
export function copyWithSmall(copy: string): string {
  copyCompiler(copy)
  for (const [path, text] of Object.entries(definitionsOf({ name: 'Small', id: 'small' }))) put(copy, path, text)
  return copy
}

function copyCompiler(copy: string): void {
  for (const name of ['package.json', 'package-lock.json', 'tsconfig.json', 'build'])
    cpSync(join(root, name), join(copy, name), { recursive: true, filter: (path) => !isMade.test(path) })
  linkPackages(copy)
}

/** Our packages in a folder of its own, where a copy may keep its cache. */
export function linkPackages(copy: string): void {
  mkdirSync(join(copy, 'node_modules', '@pybase'), { recursive: true })
  symlinkSync(join(copy, 'build'), join(copy, 'node_modules', '@pybase', 'monitoring'))
  for (const name of readdirSync(join(root, 'node_modules')))
    if (name !== '.cache' && name !== '@pybase')
      symlinkSync(join(root, 'node_modules', name), join(copy, 'node_modules', name))
}
