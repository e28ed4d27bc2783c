import { spawnSync } from 'node:child_process'
import { chownSync, copyFileSync, cpSync, mkdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { findProgram } from '../../build/commands/tools.ts'
import type { ProgramName } from '../live/programs/recipes.ts'
import { command } from './command.ts'

/** An image of a service: the first program is the one that it starts. */
export interface Recipe {
  readonly programs: readonly ProgramName[]
  /** The folder for the service's data. A new volume takes its owner: nobody, as in the published images. */
  readonly data?: string
  /** A folder that the program of Debian's package reads; others have it within. */
  readonly reads?: string
}

/** By the name of the service in the compose file. */
const recipes: Readonly<Record<string, Recipe>> = {
  prometheus: { programs: ['prometheus', 'promtool'], data: '/prometheus' },
  alertmanager: {
    programs: ['alertmanager', 'amtool'],
    data: '/alertmanager',
    reads: '/usr/share/prometheus/alertmanager',
  },
  postgres_exporter: { programs: ['postgres_exporter'] },
  redis_exporter: { programs: ['redis_exporter'] },
  node_exporter: { programs: ['node_exporter'] },
}

const nobody = 65_534
const applets = ['cat', 'chown', 'env', 'find', 'grep', 'gzip', 'kill', 'rm', 'sh', 'tar', 'touch', 'wget']

/** Builds the image `tag` of a service from programs of its release, such as Debian's or those that Go has built. */
export async function buildImage(
  service: string,
  tag: string,
  programs: Readonly<Partial<Record<ProgramName, string>>>,
  scratch: string,
): Promise<void> {
  const recipe = recipes[service]
  const [main] = recipe?.programs ?? []
  if (recipe === undefined || main === undefined) throw new Error(`There is no recipe for the image ${tag}`)

  const root = join(scratch, 'images', service)
  for (const folder of ['bin', 'etc', 'tmp']) mkdirSync(join(root, folder), { recursive: true })
  writeFileSync(join(root, 'etc/passwd'), 'root:x:0:0::/:/bin/sh\nnobody:x:65534:65534::/:/bin/sh\n')
  addProgram(root, findProgram('busybox') ?? '', 'busybox')
  for (const applet of applets) symlinkSync('busybox', join(root, 'bin', applet))
  for (const program of recipe.programs) addProgram(root, programs[program] ?? '', program)
  addFile(root, '/etc/ssl/certs/ca-certificates.crt')
  if (recipe.reads !== undefined && tag.startsWith('localhost/'))
    cpSync(recipe.reads, join(root, recipe.reads), { recursive: true, dereference: true })
  if (recipe.data !== undefined) {
    mkdirSync(join(root, recipe.data))
    chownSync(join(root, recipe.data), nobody, nobody)
  }
  await importImage(root, tag, `ENTRYPOINT ["/bin/${main}"]`)
}

/** Makes an image of a folder. */
export const importImage = (root: string, tag: string, change: string): Promise<string> =>
  command('sh', ['-c', 'tar -C "$1" -c . | docker import --change "$2" - "$3"', 'import', root, change, tag])

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
