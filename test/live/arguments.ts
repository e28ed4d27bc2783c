import { parseArgs } from 'node:util'
import { Refused } from '../../build/findings/problem.ts'
import type { Options, Phase } from './phase.ts'

const wordOf = ({ name }: Phase): string => name.slice(0, name.indexOf(':'))

/**
 * Reads `[--releases SET] [--update] [PHASE …]`; the set is Debian 12's if not given, and without a phase all are run.
 * Throws `Refused` for anything else.
 */
export function readArguments(
  words: readonly string[],
  all: readonly Phase[],
): { readonly options: Options; readonly phases: readonly Phase[] } {
  const known = all.map(wordOf)
  const refuse = (what: string): Refused => {
    const next = `Usage: npm run test:live -- [--releases debian12|pinned] [--update] [${known.join('] [')}]`
    return new Refused({ where: 'npm run test:live', what, next }, 2)
  }
  const { values, positionals } = parse(words, refuse)
  const unknown = positionals.filter((word) => !known.includes(word))
  if (unknown.length > 0) throw refuse(`There is no part ${unknown.join(', ')}.`)
  const phases = positionals.length === 0 ? all : all.filter((phase) => positionals.includes(wordOf(phase)))
  return { options: { update: values.update ?? false, releases: values.releases ?? 'debian12' }, phases }
}

function parse(words: readonly string[], refuse: (what: string) => Refused) {
  try {
    return parseArgs({
      args: [...words],
      options: { update: { type: 'boolean' }, releases: { type: 'string' } },
      allowPositionals: true,
    })
  } catch (error) {
    const [sentence] = String((error as Error).message).split('. ')
    throw refuse(`${sentence}.`)
  }
}
