import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { command } from './command.ts'

const fence = /^( *)```(?:bash|sql|yaml)\n([\s\S]*?)^\1```$/gm

/** The only code block of the operator's guide that holds these words. Throws where there is none, or several. */
export function block(folder: string, words: string): string {
  const text = readFileSync(join(folder, 'README.md'), 'utf8')
  const found = [...text.matchAll(fence)]
    .map(([, indent = '', code = '']) => code.replaceAll(new RegExp(`^${indent}`, 'gm'), ''))
    .filter((code) => code.includes(words))
  const [only] = found
  if (only === undefined || found.length > 1)
    throw new Error(`The operator's guide has ${found.length} code blocks with \`${words}\`, and should have one.`)
  return only
}

/** Debian has no plugin for `docker compose`, but version 1 as a program; without a terminal it must be told so. */
const compose1 = `docker() {
  if [ "$1" != compose ]; then command docker "$@"
  elif [ "$2" = exec ]; then docker-compose exec -T "\${@:3}"
  else docker-compose "\${@:2}"
  fi
}
`
/** The engine's user is root already, and sudo may not be installed. */
const root = 'sudo() { "$@"; }\n'

const hasPlugin = command('docker', ['compose', 'version']).then(
  () => true,
  () => false,
)

/** What runs `docker compose` here, with its version. */
export const composeTool = (): Promise<string> =>
  run('.', 'docker compose version').then((text) => text.split('\n')[0] ?? '')

/** Runs a script as an operator does in the folder of the stack. Answers what it prints, and throws when a line fails. */
export async function run(folder: string, script: string, input = ''): Promise<string> {
  const shims = `${root}${(await hasPlugin) ? '' : compose1}`
  return command('bash', ['-euo', 'pipefail', '-c', `${shims}${script}`], { cwd: folder, input })
}

/** Runs the block of the guide that holds these words, as it is written there. */
export const follow = (folder: string, words: string, input = ''): Promise<string> =>
  run(folder, block(folder, words), input)
