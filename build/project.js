// Which project a command is about: the definitions that it compiles, and where their output goes.

import { existsSync, realpathSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { compiler } from './place.js'

/** Tells child processes, which may run elsewhere. */
const variable = 'MONITORING_ROOT'

/** @param {string} folder */
const isProject = (folder) => existsSync(join(folder, 'stack.ts')) && existsSync(join(folder, 'package.json'))

/**
 * The folders from here upwards that have a `stack.ts` beside their `package.json`, the nearest first.
 * @param {string} folder
 * @returns {readonly string[]}
 */
function projectsFrom(folder) {
  const own = isProject(folder) ? [folder] : []
  return dirname(folder) === folder ? own : [...own, ...projectsFrom(dirname(folder))]
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
const isOurs = (program = '') => existsSync(program) && realpathSync(program) === join(compiler, 'main.js')

const [, program, ...words] = process.argv
const told = (isOurs(program) ? named(words) : undefined) ?? process.env[variable]

/**
 * The projects that may be meant, each with a slash at its end: the one that `--root` names, or that the working folder is;
 * else all above it.
 */
export const candidates = (
  told !== undefined ? [resolve(told)] : isProject(process.cwd()) ? [process.cwd()] : projectsFrom(process.cwd())
).map((folder) => join(folder, '/'))

/** Where it cannot be told from what is there, `undefined`. */
export const project =
  candidates.length === 1 && existsSync(join(candidates[0] ?? '', 'stack.ts')) ? candidates[0] : undefined

if (told !== undefined) process.env[variable] = resolve(told)
