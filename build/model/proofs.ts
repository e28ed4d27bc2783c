import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Refused } from '../findings/problem.ts'
import { isDate, isListOf, isMapping, isName, isText, jsonIn } from './recorded.ts'

/** The commands that prove the output on real servers: `test:NAME`. */
export const proofNames = ['live', 'doctor', 'compose'] as const
export type ProofName = (typeof proofNames)[number]

/** What came of one proof with one release set, when all of its parts held. */
export interface Proof {
  /** The day, in UTC: `2026-11-30`. */
  readonly recorded: string
  /** The release of what ran, by its name. */
  readonly releases: Readonly<Record<string, string>>
  /** What held, in the words of the command. */
  readonly parts: readonly string[]
  /** What it could not prove with these releases, and why. */
  readonly unproven: readonly string[]
}

/** By release set. */
export type Proofs = Readonly<Record<string, Readonly<Partial<Record<ProofName, Proof>>>>>

/** Where the record is committed, in the repository. */
export const proofsFile = 'alerts/proofs.json'

/** What was recorded; nothing where nothing has been. Throws `Refused` for a file that says something else. */
export function readProofs(root: string): Proofs {
  const path = join(root, proofsFile)
  if (!existsSync(path)) return {}
  const found = jsonIn(readFileSync(path, 'utf8'))
  if (isProofs(found)) return found
  throw new Refused({
    where: proofsFile,
    what: 'It does not hold, by release set and command, what was recorded: `recorded`, `releases`, `parts` and `unproven`.',
    next: 'It is written by `npm run test:live -- --update` and its like: restore it from version control, or write it again.',
  })
}

const isProofs = (value: unknown): value is Proofs =>
  isMapping(value) &&
  Object.values(value).every(
    (set) =>
      isMapping(set) &&
      Object.entries(set).every(([name, proof]) => proofNames.some((known) => known === name) && isProof(proof)),
  )

const isProof = (value: unknown): boolean =>
  isMapping(value) &&
  isDate(value.recorded) &&
  isMapping(value.releases) &&
  Object.values(value.releases).every(isName) &&
  isListOf(value.parts, isText) &&
  isListOf(value.unproven, isText)
