import { Refused } from '../findings/problem.ts'
import type { Definitions } from '../model/load.ts'

export const kinds = ['metric', 'query', 'panel', 'dashboard', 'alert', 'record'] as const
export type Kind = (typeof kinds)[number]

/** What a person asks for; what is left out is derived from the name and from the definitions. */
export interface Request {
  readonly kind: Kind
  readonly name: string
  /** The file that it goes into: `queries/orders.ts`. */
  readonly in?: string | undefined
  /** What it reads: `orders.durationP95`. */
  readonly of?: string | undefined
  /** The type of a metric or of a panel. */
  readonly type?: string | undefined
  /** Labels of a metric, each alone or with its values: `outcome=ok,failed`. */
  readonly labels: readonly string[]
  /** Labels that a panel, an alert or a recording rule keeps. */
  readonly by: readonly string[]
  readonly row?: string | undefined
  /** The window of a recording rule. */
  readonly over?: string | undefined
  readonly above?: string | undefined
  readonly below?: string | undefined
  /** The sentence for people: help, description, question or summary. */
  readonly text?: string | undefined
}

/** The repository as it is. */
export interface Repository {
  readonly definitions: Definitions
  /** The text of a file, by its path in the repository; `undefined` where there is none. */
  readonly read: (file: string) => string | undefined
}

/** What a definition needs: texts of whole files, not yet formatted. */
export interface Scaffold {
  readonly files: Readonly<Record<string, string>>
  /** Files whose text follows from the new definition, once it can be loaded. */
  readonly following?: (loaded: Definitions) => Readonly<Record<string, string>>
  /** The name that the checks know it by, if the build has to wait for its prose. */
  readonly awaitsProse?: string
  /** What was made and where, a sentence each. */
  readonly made: readonly string[]
  /** What was guessed or is left to a person, a sentence each. */
  readonly left: readonly string[]
}

/** A refusal of the request; nothing has been written. */
export const refused = (where: string, what: string, next: string): Refused => new Refused({ where, what, next })

/** The text of a file that must be there. */
export function textOf({ read }: Repository, file: string, known: readonly string[] = []): string {
  const text = read(file)
  if (text !== undefined) return text
  const next = known.length === 0 ? 'Restore it from version control.' : `Name one of these: ${known.join(', ')}.`
  throw refused(file, 'There is no such file.', next)
}
