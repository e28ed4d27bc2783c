import { relative } from 'node:path'
import { compiler, isPackage, packageName, release } from '../place.js'

/** A package.json, as far as it is read. */
export interface Manifest {
  readonly name?: unknown
  readonly scripts?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
  readonly [key: string]: unknown
}

/** What is run as `npm run …`: the commands of every day. */
const scripts = ['build', 'check', 'diff', 'dev', 'drill', 'costs', 'explain', 'validate', 'new', 'doctor', 'convert']

type Dependencies = Readonly<Record<string, string>>

/** What lets a Node read TypeScript that cannot by itself. */
const needed: Dependencies = 'typescript' in process.features && process.features.typescript ? {} : { tsx: '4.23.15' }

/** The package.json of a project: what there is of it, and what the definitions need. Modules are read as such only then. */
export const manifestOf = (before: Manifest, id: string, folder: string): Manifest => ({
  ...(before.name === undefined ? { name: `${id}-monitoring`, private: true } : {}),
  ...before,
  type: 'module',
  scripts: { ...Object.fromEntries(scripts.map((name) => [name, `monitoring ${name}`])), ...before.scripts },
  devDependencies: { ...ours(folder), ...needed, ...before.devDependencies },
})

/** A package is installed by its release; a checkout of its repository is where it is. */
const ours = (folder: string): Dependencies => ({
  [packageName]: isPackage ? release() : `file:${relative(folder, compiler).replaceAll('\\', '/')}`,
})
