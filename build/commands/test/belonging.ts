import { existsSync } from 'node:fs'
import { dirname, relative, resolve } from 'node:path'
import { Refused } from '../../findings/problem.ts'
import { isFolder } from '../paths.ts'
import { usageOf } from '../usage.ts'

/** What a change of a definition is held by. */
const ofDefinitions = ['test/queries', 'test/specification', 'test/out']

/**
 * The tests that belong to a path, relative to the repository, whose path is `root`: of a file of `build/` the file or folder
 * of the same name below `test/`, the nearest that there is; of a definition what holds definitions. Throws `Refused` (exit 2).
 */
export function testsOf(path: string, root: string): readonly string[] {
  const inside = relative(root, resolve(path))
  if (!existsSync(resolve(path)) || inside.startsWith('..')) throw strange(path, root)
  if (inside === 'test' || inside.startsWith('test/')) return [nearestTest(inside, root)]
  if (/^(?:alerts|dashboards|queries|stack\.ts)(?:\/|$)/.test(inside)) return ofDefinitions
  if (!inside.startsWith('build/')) throw strange(path, root)
  return [nearestTest(inside.replace(/^build/, 'test'), root)]
}

function nearestTest(inside: string, root: string): string {
  const file = inside.replace(/(?:\.test)?\.(?:tsx?|js)$/, '.test.ts')
  if (existsSync(resolve(root, file)) && (file !== inside || !isFolder(resolve(root, file)))) return file
  let folder = inside
  while (!isFolder(resolve(root, folder))) folder = dirname(folder)
  return folder
}

const strange = (path: string, root: string): Refused =>
  new Refused(
    {
      where: 'command line › test',
      what: existsSync(resolve(path))
        ? `${path} has no tests of its own: they belong to files below ${root}build, test and the definitions.`
        : `There is no file or folder ${path}.`,
      next: `Usage: ${usageOf('test')}`,
    },
    2,
  )
