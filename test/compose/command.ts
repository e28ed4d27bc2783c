import { execFile } from 'node:child_process'

export interface CommandOptions {
  readonly cwd?: string
  /** What the program reads from its standard input. */
  readonly input?: string
}

/** Runs a program to its end and answers its standard output. Throws with all that it printed when it fails. */
export const command = (
  program: string,
  words: readonly string[],
  { cwd, input = '' }: CommandOptions = {},
): Promise<string> =>
  new Promise((done, fail) => {
    const options = { cwd, timeout: 120_000, maxBuffer: 64 << 20 }
    const child = execFile(program, words, options, (error, stdout, stderr) => {
      if (error === null) done(stdout)
      else
        fail(new Error(`${program} ${words.join(' ')}\n${stdout}${stderr}${error.killed ? 'It took too long.' : ''}`))
    })
    // A program that ends without reading its input closes the pipe.
    child.stdin?.on('error', () => undefined).end(input)
  })

export const docker = (...words: readonly string[]): Promise<string> => command('docker', words)

/** What a command says when it is refused. Throws when it succeeds. */
export async function refusal(words: readonly string[]): Promise<string> {
  const said = await docker(...words).then(
    () => undefined,
    (error: Error) => error.message,
  )
  if (said === undefined) throw new Error(`docker ${words.join(' ')} should be refused, and succeeds`)
  return said
}
