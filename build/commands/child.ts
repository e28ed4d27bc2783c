import { execFile, spawn } from 'node:child_process'
import type { TypeChecker } from '../definitions/types/checker.ts'
import { answerTypes, typesOfParent } from '../definitions/types/parent.ts'
import { main } from './paths.ts'

/** What a child process printed and how it ended. */
export interface Ended {
  /** The exit code; 1 when the program could not be started, was ended by a signal, or took too long. */
  readonly code: number
  /** Standard output, then standard error. */
  readonly text: string
  /** Standard error alone, where it is not empty: what people need to know when it failed. */
  readonly complaint: string
}

/** Runs a program without a shell and keeps what it prints. */
export const capture = (
  program: string,
  words: readonly string[],
  {
    timeoutMs = 0,
    ...options
  }: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv; readonly timeoutMs?: number } = {},
): Promise<Ended> =>
  new Promise((done) => {
    execFile(program, words, { ...options, timeout: timeoutMs, maxBuffer: 64 << 20 }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 1
      const isLate = error?.killed === true && timeoutMs > 0
      const unsaid = isLate ? `It took longer than ${timeoutMs / 1000} s.` : (error?.message ?? '')
      const text = stdout + stderr === '' ? unsaid : stdout + stderr
      done({ code, text, complaint: stderr === '' ? text : stderr })
    })
  })

interface NodeOptions {
  readonly cwd?: string
  readonly env?: NodeJS.ProcessEnv
  /** The program; the one that runs us if not given. */
  readonly node?: string
  /** Checks the types for it. */
  readonly types?: TypeChecker | undefined
}

/** Starts a node program that prints where we print; `ended` answers its exit code, 1 after a signal. */
export function startNode(
  words: readonly string[],
  { types, node = process.execPath, env = process.env, ...options }: NodeOptions = {},
) {
  const child = spawn(node, words, {
    ...options,
    env: types === undefined ? env : { ...env, ...typesOfParent },
    stdio: ['ignore', 'inherit', 'inherit', ...(types === undefined ? [] : (['ipc'] as const))],
  })
  if (types !== undefined) answerTypes(child, types)
  const ended = new Promise<number>((done, fail) => {
    child.once('error', fail)
    child.once('exit', (code) => done(code ?? 1))
  })
  return { ended, kill: () => child.kill() }
}

/** The words after `node` that let it run TypeScript, from any working directory. */
export const typescript = ['--import', new URL('../typescript.js', import.meta.url).href] as const

/** The words after `node` that run our own command line, from any working directory. */
export const ourselves = (...words: readonly string[]): readonly string[] => [main, ...words]

/** The words after `node` that run another program of TypeScript. */
export const program = (file: string, ...words: readonly string[]): readonly string[] => [...typescript, file, ...words]
