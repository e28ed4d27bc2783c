import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ourselves } from '../../build/commands/child.ts'
import { main } from '../../build/commands/paths.ts'
import { temporaryFolder } from '../output/folder.ts'
import { root } from '../support/root.ts'
import { copyRepository, copyWithSmall } from './copy.ts'

/** How the real command line ended, as a process of its own. */
export interface Answer {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface Surroundings {
  /** The repository whose command line is run; ours unless a test needs other definitions. */
  readonly repository?: string
  readonly cwd?: string
  readonly env?: NodeJS.ProcessEnv
}

/** Starts the command line of a repository, whose project is meant wherever it is started, unless that is a project. */
export function start(words: readonly string[], { repository = root, cwd = repository, env = {} }: Surroundings = {}) {
  const ours = ourselves(...words).map((word) => (word === main ? join(repository, 'build', 'main.js') : word))
  const child = spawn(process.execPath, ours, {
    cwd,
    env: { ...process.env, ...(existsSync(join(cwd, 'stack.ts')) ? {} : { MONITORING_ROOT: repository }), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  const ended = new Promise<Answer>((done, fail) => {
    child.once('error', fail)
    child.once('close', (code) => done({ code, stdout, stderr }))
  })
  return { child, ended, printed: () => stdout + stderr }
}

export const cli = (words: readonly string[], surroundings: Surroundings = {}): Promise<Answer> =>
  start(words, surroundings).ended

/** A copy of the repository without its output, so that a test can spoil its definitions. */
export const copyOfRepository = (copy = temporaryFolder()): string => copyRepository(copy)

/** The smallest definitions that there are, with the compiler: for what is the same whatever is defined. */
export const copyOfSmall = (copy = temporaryFolder()): string => copyWithSmall(copy)
