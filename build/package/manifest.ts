import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { compiler, packageName } from '../place.js'

/** What the bundle loads from where it is installed. */
const external = ['chokidar', 'esbuild', 'typescript']

/** The text of the package's own package.json: that of the repository's, with what is shipped in place of the sources. */
export function manifestOf(folder: string): string {
  const own = read('package.json')
  const { engines, dependencies } = read('../package.json')
  const needed = [...external, ...mentionedIn(join(folder, 'types')), '@types/node']
  return `${JSON.stringify(
    {
      ...own,
      exports: {
        '.': { types: './types/index.d.ts', default: './compiler/index.js' },
        './exporters/*': { types: './types/exporters/*.d.ts', default: './compiler/exporters-*.js' },
        './package.json': './package.json',
      },
      engines,
      dependencies: Object.fromEntries(Object.entries(dependencies ?? {}).filter(([name]) => needed.includes(name))),
      peerDependencies: { tsx: '>=4.19' },
      peerDependenciesMeta: { tsx: { optional: true } },
    },
    undefined,
    2,
  )}\n`
}

interface Manifest {
  readonly engines?: Readonly<Record<string, string>>
  readonly dependencies?: Readonly<Record<string, string>>
}

const read = (file: string): Manifest => JSON.parse(readFileSync(join(compiler, file), 'utf8'))

/** The packages that declarations below a folder mention. */
const mentionedIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.d.ts'))
    .flatMap((file) => [
      ...readFileSync(join(folder, file), 'utf8').matchAll(/(?:from |import\()['"]([^'".][^'"]*)['"]/g),
    ])
    .map(([, name = '']) => /^(?:@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name)
    .filter((name) => name !== packageName)
