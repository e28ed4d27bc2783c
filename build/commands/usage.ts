/** One flag of the command line; without `value` it is a switch. */
export interface Flag {
  /** The placeholder of the value. */
  readonly value?: string
  /** The letter after one dash. */
  readonly short?: string
  readonly about: string
}

export const flags = {
  out: { value: 'DIR', about: 'the folder of the output instead of out/, relative to the working directory' },
  check: { about: 'write nothing; exit 1 with the list of files that differ' },
  stack: { value: 'FILE', about: 'settings in YAML or JSON, laid over stack.ts' },
  verbose: { about: 'show the stack of an internal error' },
  help: { short: 'h', about: 'show this help' },
} as const satisfies Readonly<Record<string, Flag>>

export type FlagName = keyof typeof flags

export interface Command {
  readonly about: string
  /** As a person types it. */
  readonly call: string
  readonly flags: readonly FlagName[]
}

export const commands = {
  build: {
    about: 'Compile the definitions into out/.',
    call: 'npm run build --',
    flags: ['out', 'check', 'stack', 'verbose', 'help'],
  },
  dev: {
    about: 'Build, and build again whenever a definition is saved.',
    call: 'npm run dev --',
    flags: ['out', 'stack', 'verbose', 'help'],
  },
  validate: {
    about: 'Have promtool and amtool check the output.',
    call: 'npm run validate --',
    flags: ['out', 'verbose', 'help'],
  },
  test: {
    about: 'Run every check: types, lint, tests, build --check, validate.',
    call: 'npm test --',
    flags: ['verbose', 'help'],
  },
} as const satisfies Readonly<Record<string, Command>>

export type CommandName = keyof typeof commands

export const commandNames = Object.keys(commands) as readonly CommandName[]

/** `npm run build -- [--out DIR] [--check]` */
export const usageOf = (name: CommandName): string =>
  [commands[name].call, ...commands[name].flags.map((flag) => `[${spelled(flag)}]`)].join(' ')

/** The help of one command, or of the whole command line. */
export function helpOf(name: CommandName | undefined): string {
  if (name === undefined) {
    const lines = commandNames.map((each) => `  ${each.padEnd(10)}${commands[each].about}`)
    return ['Usage: tsx build/cli.ts COMMAND [--help]', '', ...lines].join('\n')
  }
  const lines = commands[name].flags.map((flag) => `  ${spelled(flag).padEnd(14)}${flags[flag].about}`)
  return [commands[name].about, '', `Usage: ${usageOf(name)}`, '', ...lines].join('\n')
}

function spelled(name: FlagName): string {
  const flag: Flag = flags[name]
  return flag.value === undefined ? `--${name}` : `--${name} ${flag.value}`
}
