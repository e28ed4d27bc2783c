import { definitions } from '../definitions/files.js'
import { compilerOptions } from '../definitions/types/project.ts'
import { productOf } from './name.ts'
import { type Manifest, manifestOf } from './package-json.ts'
import { definitionsOf } from './template.ts'

/** What a new project is made of. */
export interface Beginning {
  readonly folder: string
  /** The package.json that is there. */
  readonly manifest: Manifest | undefined
  /** What stands in the folder besides. */
  readonly others: readonly string[]
}

/** The files of a new project, by their paths in it: one job, one dashboard, one alert. */
export function newProject(beginning: Beginning): Readonly<Record<string, string>> {
  const product = productOf(beginning.manifest?.name, beginning.folder)
  return { ...frameOf(beginning, product.id), ...definitionsOf(product) }
}

/** What is around the definitions: what editors, git and npm need. */
export function frameOf({ folder, manifest, others }: Beginning, id: string): Readonly<Record<string, string>> {
  const missing = { '.gitignore': 'node_modules/\n', 'tsconfig.json': json({ compilerOptions, include: definitions }) }
  return {
    ...Object.fromEntries(Object.entries(missing).filter(([file]) => !others.includes(file))),
    'package.json': json(manifestOf(manifest ?? {}, id, folder)),
  }
}

const json = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`
