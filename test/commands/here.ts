import { run } from '../../build/commands/run.ts'
import type { Answer, Surroundings } from './cli.ts'

/**
 * What the command line answers to these words, asked in this process, which has the compiler loaded: for many calls of which
 * one alone need start as people start it. One at a time. Throws for `--stack`, since a process reads its settings once.
 */
export async function here(
  words: readonly string[],
  { cwd = process.cwd(), env = {} }: Omit<Surroundings, 'repository'> = {},
): Promise<Answer> {
  if (words.includes('--stack')) throw new Error('The settings of this process are those of stack.ts.')
  const said = { log: '', error: '' }
  const before = { log: console.log, error: console.error, cwd: process.cwd(), env: { ...process.env } }
  for (const name of ['log', 'error'] as const)
    console[name] = (text: string) => {
      said[name] += `${text}\n`
    }
  process.chdir(cwd)
  Object.assign(process.env, env)
  try {
    return { code: await run(words), stdout: said.log, stderr: said.error }
  } finally {
    console.log = before.log
    console.error = before.error
    process.chdir(before.cwd)
    for (const name of Object.keys(process.env)) if (!(name in before.env)) delete process.env[name]
    Object.assign(process.env, before.env)
  }
}
