import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Refused } from '../problem.ts'

/** What came of a fault on real servers, as `npm run test:live -- --update` records it. */
export interface FaultOutcome {
  /** What went wrong, and how it was made to. */
  readonly fault: string
  readonly done: string
  /** The alerts that people heard, and through which channels. */
  readonly told: readonly (FiredAlert & { readonly by: readonly string[] })[]
  /** The alerts that a critical one kept silent. */
  readonly inhibited: readonly FiredAlert[]
  /** What went on as before. */
  readonly kept: readonly string[]
}

/** An alert and those of its labels that are the same in every run. */
export interface FiredAlert {
  readonly alert: string
  readonly labels: Readonly<Record<string, string>>
}

/** Where the outcomes are committed, in the repository. */
export const faultsFile = 'alerts/faults.json'

/** The recorded outcomes; none where nothing has been recorded. Throws `Refused` for a file that says something else. */
export function readFaults(root: string): readonly FaultOutcome[] {
  const path = join(root, faultsFile)
  if (!existsSync(path)) return []
  const outcomes = parsed(readFileSync(path, 'utf8'))
  if (Array.isArray(outcomes) && outcomes.every(isOutcome)) return outcomes
  throw refused('The file holds no list of faults, each with fault, done, told, inhibited and kept.')
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw refused(`The file is no JSON: ${(error as Error).message}`)
  }
}

const refused = (what: string): Refused =>
  new Refused({
    where: faultsFile,
    what,
    next: 'It is written by `npm run test:live -- --update`: restore it from version control, or write it again.',
  })

const isOutcome = (value: unknown): value is FaultOutcome =>
  isMapping(value) &&
  typeof value.fault === 'string' &&
  typeof value.done === 'string' &&
  isListOf(value.told, (each) => isFired(each) && isListOf(each.by, isText)) &&
  isListOf(value.inhibited, isFired) &&
  isListOf(value.kept, isText)

const isFired = (value: unknown): value is FiredAlert & Mapping =>
  isMapping(value) && isText(value.alert) && isMapping(value.labels) && Object.values(value.labels).every(isText)

type Mapping = Readonly<Record<string, unknown>>

const isText = (value: unknown): value is string => typeof value === 'string'
const isMapping = (value: unknown): value is Mapping =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isListOf = (value: unknown, is: (each: unknown) => boolean): boolean => Array.isArray(value) && value.every(is)
