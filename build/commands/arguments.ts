import { parseArgs } from 'node:util'
import { Refused } from '../findings/problem.ts'
import { nearest } from '../nearest.ts'
import {
  type Command,
  type CommandName,
  commandNames,
  commands,
  type Flag,
  type FlagName,
  flags,
  usageOf,
} from './usage.ts'

/** What the command line asks for; without a command, the help of all. */
export interface Invocation {
  readonly command: CommandName | undefined
  readonly values: Readonly<Partial<Record<FlagName, string>>>
  /** The values of flags that may be given several times, in the order given. */
  readonly lists: Readonly<Partial<Record<FlagName, readonly string[]>>>
  readonly switches: ReadonlySet<FlagName>
  /** What follows besides flags, such as paths. */
  readonly operands: readonly string[]
}

/** Reads the words after the program's name. Throws `Refused` (exit 2) for anything that the command does not know. */
export function readArguments(words: readonly string[]): Invocation {
  const { tokens } = parseArgs({
    args: [...words],
    options: optionTypes,
    allowPositionals: true,
    strict: false,
    tokens: true,
  })
  const [first, ...operands] = tokens.filter((token) => token.kind === 'positional').map(({ value }) => value)
  const command = first === undefined ? undefined : commandNames.find((name) => name === first)
  if (first !== undefined && command === undefined)
    throw wrong(undefined, `Unknown command ${first}`, meant(first, commandNames))
  const { flags: known, operands: taken }: Pick<Command, 'flags' | 'operands'> =
    command === undefined ? { flags: ['help'] } : commands[command]
  if (operands[0] !== undefined && taken === undefined) throw wrong(command, `Unexpected argument ${operands[0]}`)

  const values: Partial<Record<FlagName, string>> = {}
  const lists: Partial<Record<FlagName, readonly string[]>> = {}
  const switches = new Set<FlagName>()
  for (const token of tokens) {
    if (token.kind !== 'option') continue
    const name = known.find((each) => each === token.name)
    if (name === undefined)
      throw wrong(
        command,
        `Unknown flag ${token.rawName}`,
        meant(
          token.rawName,
          known.map((each) => `--${each}`),
        ),
      )
    const { value: placeholder, repeats }: Flag = flags[name]
    if (placeholder === undefined) {
      if (token.value !== undefined)
        throw wrong(command, `--${name} takes no value, but has ${JSON.stringify(token.value)}`)
      switches.add(name)
    } else {
      // `--out --check` forgot the folder; a folder whose name starts with a dash is given as `--out=-name`.
      const forgotten =
        token.value === undefined || token.value === '' || (!token.inlineValue && token.value.startsWith('-'))
      if (forgotten) throw wrong(command, `--${name} needs a value: --${name} ${placeholder}`)
      if (repeats) lists[name] = [...(lists[name] ?? []), token.value]
      else values[name] = token.value
    }
  }
  return { command, values, lists, switches, operands }
}

const optionTypes = Object.fromEntries(
  Object.entries<Flag>(flags).map(([name, { value, short }]) => [
    name,
    {
      type: value === undefined ? ('boolean' as const) : ('string' as const),
      ...(short === undefined ? {} : { short }),
    },
  ]),
)

function meant(word: string, known: readonly string[]): string {
  const near = nearest(word, known)
  return near === undefined ? '' : `; did you mean ${near}?`
}

const wrong = (command: CommandName | undefined, what: string, hint = ''): Refused =>
  new Refused(
    {
      where: command === undefined ? 'command line' : `command line › ${command}`,
      what: hint === '' ? `${what}.` : `${what}${hint}`,
      next:
        command === undefined
          ? `Commands: ${commandNames.join(', ')}. Each explains itself with --help.`
          : `Usage: ${usageOf(command)}`,
    },
    2,
  )
