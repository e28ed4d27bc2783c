import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { compiler } from '../place.js'

/** The compiler's plain JavaScript, which a package has as it is: what starts the bundle, and what answers without it. */
export const launcher = [
  'bundle/bundled.js',
  'bundle/definitions.js',
  'bundle/entries.js',
  'bundle/script.js',
  'bundle/words.js',
  'cache.js',
  'definitions/files.js',
  'hash.js',
  'main.js',
  'modules.js',
  'node.js',
  'place.js',
  'project.js',
  'strip.js',
  'typescript.js',
  'unchanged.js',
]

/** The files that can be imported by the package's name. */
export const exported = (): readonly string[] => [
  'index.ts',
  ...readdirSync(join(compiler, 'exporters')).map((file) => `exporters/${file}`),
]
