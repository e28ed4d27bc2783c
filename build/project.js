// Which project a command is about: the definitions that it compiles, and where their output goes.

import { existsSync, realpathSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The repository that the compiler is in; it ends in a slash, as the project does. */
export const home = fileURLToPath(new URL('..', import.meta.url))

/** Tells child processes, which may run elsewhere. */
const variable = 'MONITORING_ROOT'

/** @param {string} folder */
const isProject = (folder) => existsSync(join(folder, 'stack.ts')) && existsSync(join(folder, 'package.json'))

/**
 * The nearest folder from here upwards that has a `stack.ts` beside its `package.json`.
 * @param {string} folder
 * @returns {string | undefined}
 */
function projectAbove(folder) {
  if (isProject(folder)) return folder
  return dirname(folder) === folder ? undefined : projectAbove(dirname(folder))
}

/**
 * The value of `--root` among words, however it is written.
 * @param {readonly string[]} words
 */
const named = (words) =>
  words.flatMap((word, at) =>
    word === '--root' ? (words[at + 1] ?? []) : word.startsWith('--root=') ? word.slice('--root='.length) : [],
  )[0]

/** Other programs that load the compiler have flags of their own. */
const isOurs = (program = '') => existsSync(program) && realpathSync(program) === join(home, 'build', 'main.js')

const [, program, ...words] = process.argv
const told = (isOurs(program) ? named(words) : undefined) ?? process.env[variable]

/** The project: the one that `--root` names, or the nearest above the working folder, or the compiler's own repository. */
export const project = join(told === undefined ? (projectAbove(process.cwd()) ?? home) : resolve(told), '/')

/** Whether there are definitions: the compiler may be installed without any, and used outside of every project. */
export const isDefined = told !== undefined || isProject(project)

if (told !== undefined) process.env[variable] = project
