import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Refused } from '../findings/problem.ts'
import { isDate, isListOf, isMapping, isName, isText, type Mapping } from './recorded.ts'

/** What came of the faults on real servers, as `npm run test:live -- --update` records it. */
export interface FaultRecord {
  /** The day of the recording, in UTC: `2026-11-30`. The build has no clock, and says this one. */
  readonly recorded: string
  /** The release of everything that ran, by its name, as it calls itself: `{ Prometheus: '2.42.0+ds' }`. */
  readonly releases: Readonly<Record<string, string>>
  /** The faults that could not be tried that day: what is said of them is of an earlier recording. */
  readonly untried: readonly string[]
  readonly faults: readonly FaultOutcome[]
}

/** What came of one fault. */
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

/** Where the record is committed, in the repository. */
export const faultsFile = 'alerts/faults.json'

/** What was recorded; `undefined` where nothing has been. Throws `Refused` for a file that says something else. */
export function readFaults(root: string): FaultRecord | undefined {
  const path = join(root, faultsFile)
  if (!existsSync(path)) return undefined
  const record = parsed(readFileSync(path, 'utf8'))
  const objection = objectionTo(record)
  if (objection !== undefined) throw refused(`The file ${objection}`)
  return record as FaultRecord
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

/** What is wrong with a record, as the end of a sentence about its file. */
function objectionTo(record: unknown): string | undefined {
  if (!isMapping(record)) return 'should hold `recorded`, `releases`, `untried` and `faults`, and is no mapping.'
  const { recorded, releases, untried, faults } = record
  if (!isDate(recorded))
    return `should say when it was recorded, such as "recorded": "2026-11-30", and says ${shown(recorded)}.`
  if (!isMapping(releases) || Object.keys(releases).length === 0 || !Object.values(releases).every(isName))
    return `should name the releases that ran, such as "releases": { "Prometheus": "2.42.0" }, and says ${shown(releases)}.`
  if (!isListOf(faults, isOutcome)) return 'holds no list of `faults`, each with fault, done, told, inhibited and kept.'
  const known = (faults as FaultRecord['faults']).map(({ fault }) => fault)
  if (!isListOf(untried, (each) => isText(each) && known.includes(each)))
    return `should list in \`untried\` which of its faults are of an earlier recording, and says ${shown(untried)}.`
  return undefined
}

const shown = (value: unknown): string => (value === undefined ? 'nothing' : JSON.stringify(value))

const isOutcome = (value: unknown): value is FaultOutcome =>
  isMapping(value) &&
  typeof value.fault === 'string' &&
  typeof value.done === 'string' &&
  isListOf(value.told, (each) => isFired(each) && isListOf(each.by, isText)) &&
  isListOf(value.inhibited, isFired) &&
  isListOf(value.kept, isText)

const isFired = (value: unknown): value is FiredAlert & Mapping =>
  isMapping(value) && isText(value.alert) && isMapping(value.labels) && Object.values(value.labels).every(isText)
