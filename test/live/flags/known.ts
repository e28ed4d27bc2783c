/** The flags among these words, `--NAME=VALUE`, that a program's help does not have; kingpin writes switches `--[no-]NAME`. */
export const unknownFlags = (help: string, words: readonly string[]): readonly string[] =>
  words
    .map((word) => word.split('=')[0] ?? word)
    .filter((flag) => !isIn(help, flag.replace(/^--/, '')))
    .map((flag) => `its --help does not know the flag ${flag}.`)

function isIn(help: string, name: string): boolean {
  const spelled = name.replaceAll(/[.]/g, '\\.')
  return new RegExp(`(?:^|\\s)--?(?:\\[no-\\])?${spelled}(?![\\w.-])`).test(help)
}

/**
 * The environment variables that a program does not have the name of. Help does not list what is read beside the flags, and
 * a program can only ask for a name that it contains.
 */
export const unknownVariables = (program: Buffer, names: readonly string[]): readonly string[] =>
  names
    .filter((name) => !program.includes(name))
    .map((name) => `the program does not contain the name of the environment variable ${name}.`)
