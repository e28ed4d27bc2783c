/** One flag of the command line; without `value` it is a switch. */
export interface Flag {
  /** The placeholder of the value. */
  readonly value?: string
  /** The letter after one dash. */
  readonly short?: string
  /** Whether it may be given several times. */
  readonly repeats?: true
  readonly about: string
}

export const flags = {
  out: { value: 'DIR', about: 'the folder of the output instead of out/, relative to the working directory' },
  check: { about: 'write nothing; exit 1 with the list of files that differ' },
  stack: { value: 'FILE', about: 'settings in YAML or JSON, laid over stack.ts' },
  catalog: {
    value: 'FILE',
    repeats: true,
    about: 'a recorded /metrics text whose metrics are known too; may be repeated',
  },
  'only-catalog': { about: 'know only the metrics of --catalog, and none of PyBase' },
  format: { value: 'FORMAT', about: 'text, json, github or sarif' },
  waivers: { about: 'list what is excused from a check, and why' },
  verbose: { about: 'show the stack of an internal error' },
  help: { short: 'h', about: 'show this help' },
} as const satisfies Readonly<Record<string, Flag>>

export type FlagName = keyof typeof flags

export interface Command {
  readonly about: string
  /** As a person types it. */
  readonly call: string
  readonly flags: readonly FlagName[]
  /** What may follow besides flags. */
  readonly operands?: { readonly placeholder: string; readonly about: string }
}

export const commands = {
  build: {
    about: 'Compile the definitions into out/.',
    call: 'npm run build --',
    flags: ['out', 'check', 'stack', 'verbose', 'help'],
  },
  check: {
    about: "Check the definitions, or anybody's rules, dashboards and configuration.",
    call: 'npm run check --',
    flags: ['catalog', 'only-catalog', 'format', 'waivers', 'stack', 'verbose', 'help'],
    operands: {
      placeholder: 'PATH …',
      about:
        'rule files, dashboards, prometheus.yml, alertmanager.yml, or folders of them; a .prom file adds to the catalog',
    },
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
export function usageOf(name: CommandName): string {
  const { call, flags: known, operands }: Command = commands[name]
  const rest = operands === undefined ? [] : [`[${operands.placeholder}]`]
  return [call, ...known.map((flag) => `[${spelled(flag)}]`), ...rest].join(' ')
}

/** The help of one command, or of the whole command line. */
export function helpOf(name: CommandName | undefined): string {
  if (name === undefined) {
    const lines = commandNames.map((each) => `  ${each.padEnd(10)}${commands[each].about}`)
    return ['Usage: tsx build/cli.ts COMMAND [--help]', '', ...lines].join('\n')
  }
  const { about, flags: known, operands }: Command = commands[name]
  const words = known.map((flag) => [spelled(flag), flags[flag].about] as const)
  const all = operands === undefined ? words : [...words, [operands.placeholder, operands.about] as const]
  const width = Math.max(12, ...all.map(([word]) => word.length))
  const lines = all.map(([word, what]) => `  ${word.padEnd(width)}  ${what}`)
  return [about, '', `Usage: ${usageOf(name)}`, '', ...lines].join('\n')
}

function spelled(name: FlagName): string {
  const flag: Flag = flags[name]
  return flag.value === undefined ? `--${name}` : `--${name} ${flag.value}`
}
