import { existsSync, readdirSync, statSync } from 'node:fs'
import { basename, dirname, extname, join, resolve } from 'node:path'
import { type Problem, Refused } from '../findings/problem.ts'
import { environmentName } from './schema.ts'

/** The folder of a project that has a file of settings for each environment. */
export const environmentsFolder = 'environments'

/** One more installation that a build makes: `stack.ts` with a file laid over it. */
export interface Environment {
  readonly name: string
  /** Its file, relative to the project: `environments/staging.yml`. */
  readonly file: string
}

const endings: readonly string[] = ['.yml', '.yaml', '.json']

/** The environments of the project below `root`, by name. Throws `Refused` for files there that are none. */
export function environmentsIn(root: string): readonly Environment[] {
  const folder = join(root, environmentsFolder)
  const there = statSync(folder, { throwIfNoEntry: false })
  if (there === undefined) return []
  if (!there.isDirectory())
    throw new Refused({
      where: environmentsFolder,
      what: 'This is a file, and a folder of this name has the settings of environments.',
      next: 'Make a folder of it, or rename it.',
    })
  const found = readdirSync(folder)
    .filter((name) => !name.startsWith('.') && name !== 'README.md')
    .sort()
    .map((file) => ({ name: basename(file, extname(file)), file: `${environmentsFolder}/${file}` }))
  const problems = found.flatMap((each, at) => faultsOf(each, found.slice(0, at)))
  if (problems.length > 0) throw new Refused(problems)
  return found
}

function faultsOf({ name, file }: Environment, earlier: readonly Environment[]): readonly Problem[] {
  if (!endings.includes(extname(file)))
    return [
      {
        where: file,
        what: `A file of this folder has the settings of an environment and ends in ${endings.join(', ')}; this one ends in ${extname(file) || 'nothing'}.`,
        next: 'Rename it, such as staging.yml, or move it elsewhere.',
      },
    ]
  const { error } = environmentName.safeParse(name)
  if (error !== undefined)
    return [{ where: file, what: `${error.issues[0]?.message}; this one is called ${name}.`, next: 'Rename the file.' }]
  const other = earlier.find((each) => each.name === name)
  if (other === undefined) return []
  return [
    {
      where: file,
      what: `There are two files for the environment ${name}: ${other.file} and ${file}.`,
      next: 'Keep one of them.',
    },
  ]
}

/** The environment whose settings a file has; `undefined` for a file that lies in no project's folder of environments. */
export function environmentOf(file: string): string | undefined {
  const folder = dirname(resolve(file))
  const isOurs = basename(folder) === environmentsFolder && existsSync(join(dirname(folder), 'stack.ts'))
  return isOurs ? basename(file, extname(file)) : undefined
}
