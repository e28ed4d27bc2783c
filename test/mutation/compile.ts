import { execFile } from 'node:child_process'
import { cpSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../../build/commands/paths.ts'
import { compileDefinitions } from '../../build/compile.ts'
import { type Definitions, load } from '../../build/model/load.ts'
import { Refused } from '../../build/problem.ts'
import { put } from '../output/folder.ts'
import type { Source, SourceMutant } from './sources.ts'

/**
 * Which of the mutants the compiler refuses, by their places in the list. All are files of one project in `folder`; each
 * imports the other definitions as they are.
 */
export async function refusedByTypes(mutants: readonly SourceMutant[], folder: string): Promise<ReadonlySet<number>> {
  for (const [at, { file, text }] of mutants.entries()) {
    const home = join(root, file, '..')
    const imports = text.replace(/(?<=from ')\.\.?\/[^']+/g, (path) => join(home, path))
    put(folder, `mutant-${at}.ts`, imports)
  }
  put(folder, 'package.json', '{ "type": "module" }')
  const compilerOptions = { types: ['node'], typeRoots: [join(root, 'node_modules', '@types')] }
  put(
    folder,
    'tsconfig.json',
    JSON.stringify({ extends: join(root, 'tsconfig.json'), compilerOptions, include: ['mutant-*.ts'] }),
  )
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
  const told = await new Promise<string>((done) => {
    execFile(process.execPath, [compiler, '--project', folder], { cwd: folder, maxBuffer: 1 << 26 }, (_, stdout) =>
      done(stdout),
    )
  })
  return new Set([...told.matchAll(/^mutant-(\d+)\.ts\(/gm)].map(([, at]) => Number(at)))
}

const definitions = ['stack.ts', 'queries', 'dashboards', 'alerts']

/** Our definitions with another file among them or in the place of ours; `folder` is empty. Throws `Refused`. */
export function loadWith(files: readonly Source[], folder: string): Promise<Definitions> {
  for (const name of definitions) cpSync(join(root, name), join(folder, name), { recursive: true })
  // One and the same language for all: definitions are told by its classes.
  symlinkSync(join(root, 'build'), join(folder, 'build'))
  put(folder, 'package.json', '{ "type": "module" }')
  for (const { file, text } of files) put(folder, file, text)
  return load(folder)
}

/** Whether a build of our definitions with this file in the place of ours is refused; `folder` is empty. */
export async function isRefusedByBuild(mutant: SourceMutant, folder: string): Promise<boolean> {
  try {
    return compileDefinitions(await loadWith([mutant], folder)).warnings.length > 0
  } catch (error) {
    if (error instanceof Refused) return true
    throw error
  }
}
