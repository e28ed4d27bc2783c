import { spawnSync } from 'node:child_process'
import { chownSync, copyFileSync, cpSync, mkdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { findProgram, findTool, type ToolName } from '../../build/commands/tools.ts'
import { Refused } from '../../build/problem.ts'
import { command } from './command.ts'

/** An image of a service: the first program is the one that it starts. */
export interface Recipe {
  readonly programs: readonly ToolName[]
  /** The folder for the service's data. A new volume takes its owner: nobody, as in the published images. */
  readonly data?: string
  /** A folder of Debian's package that the program reads. */
  readonly reads?: string
}

/** By the name of the image, after `localhost/pybase-debian12/`. */
const recipes: Readonly<Record<string, Recipe>> = {
  prometheus: { programs: ['prometheus', 'promtool'], data: '/prometheus' },
  alertmanager: {
    programs: ['alertmanager', 'amtool'],
    data: '/alertmanager',
    reads: '/usr/share/prometheus/alertmanager',
  },
  'postgres-exporter': { programs: ['postgres_exporter'] },
  'redis-exporter': { programs: ['redis_exporter'] },
  'node-exporter': { programs: ['node_exporter'] },
}

const nobody = 65_534
const applets = ['cat', 'env', 'find', 'grep', 'gzip', 'kill', 'rm', 'sh', 'tar', 'touch', 'wget']

/**
 * Builds the image `tag` (`localhost/pybase-debian12/NAME:VERSION`) from the binaries that Debian installed here.
 * Throws `Refused` when they have another version than the tag says.
 */
export async function buildImage(tag: string, scratch: string): Promise<void> {
  const [, name = '', version = ''] = /\/([^/:]+):(.+)$/.exec(tag) ?? []
  const recipe = recipes[name]
  const [main] = recipe?.programs ?? []
  if (recipe === undefined || main === undefined) throw new Error(`There is no recipe for the image ${tag}`)
  refuseOtherVersion(pathOf(main), tag, version)

  const root = join(scratch, 'images', name)
  for (const folder of ['bin', 'etc', 'tmp']) mkdirSync(join(root, folder), { recursive: true })
  writeFileSync(join(root, 'etc/passwd'), 'root:x:0:0::/:/bin/sh\nnobody:x:65534:65534::/:/bin/sh\n')
  addProgram(root, findProgram('busybox') ?? '', 'busybox')
  for (const applet of applets) symlinkSync('busybox', join(root, 'bin', applet))
  for (const program of recipe.programs) addProgram(root, pathOf(program), program)
  addFile(root, '/etc/ssl/certs/ca-certificates.crt')
  if (recipe.reads !== undefined) cpSync(recipe.reads, join(root, recipe.reads), { recursive: true, dereference: true })
  if (recipe.data !== undefined) {
    mkdirSync(join(root, recipe.data))
    chownSync(join(root, recipe.data), nobody, nobody)
  }
  await importImage(root, tag, `ENTRYPOINT ["/bin/${main}"]`)
}

/** Makes an image of a folder. */
export const importImage = (root: string, tag: string, change: string): Promise<string> =>
  command('sh', ['-c', 'tar -C "$1" -c . | docker import --change "$2" - "$3"', 'import', root, change, tag])

const pathOf = (name: ToolName): string => findTool(name) ?? ''

function refuseOtherVersion(program: string, tag: string, version: string): void {
  const { stdout, stderr } = spawnSync(program, ['--version'], { encoding: 'utf8' })
  const found = /\bv?(\d+\.\d+\.\d+)\b/.exec(stdout + stderr)?.[1]
  if (found === version) return
  throw new Refused({
    where: `the image ${tag}`,
    what: `${program} is of version ${found ?? 'unknown'}, and the tag says ${version}.`,
    next: 'Correct releases.debian12 in stack.ts, or run it on Debian 12.',
  })
}

/** Copies a program to /bin of the image, and the libraries that it loads to where it looks for them. */
function addProgram(root: string, path: string, name: string): void {
  copyFileSync(realpathSync(path), join(root, 'bin', name))
  const { stdout } = spawnSync('ldd', [path], { encoding: 'utf8' })
  for (const [library] of stdout.matchAll(/\/\S+/g)) addFile(root, library)
}

/** Copies a file to the same place in the image. */
function addFile(root: string, path: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  copyFileSync(realpathSync(path), join(root, path))
}
