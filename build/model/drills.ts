import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Refused } from '../findings/problem.ts'
import { isListOf, isMapping, isText, jsonIn } from './recorded.ts'

/** What came of the drills when they were last played, as `npm run drill` records it. */
export interface DrillRecord {
  readonly drills: readonly DrillOutcome[]
}

/** What came of one drill. */
export interface DrillOutcome {
  /** The name under which its file exports it. */
  readonly name: string
  readonly title: string
  /** A hash of the drill and of all rules and routes that concern it: with another one it has to be played again. */
  readonly input: string
  /** Seconds until somebody was told by the alert that must notice it; by any alert, where none must. */
  readonly noticed: number | null
  /** The alerts of which somebody was told, and those that another one kept silent. */
  readonly alerts: readonly string[]
  readonly inhibited: readonly string[]
  readonly pages: number
  readonly tickets: number
  /** What it did not meet, one sentence each. */
  readonly fails: readonly string[]
  /** The alerts without which it would not pass. */
  readonly needs: readonly string[]
}

/** Where the record is committed, in the repository. */
export const drillsFile = 'alerts/drills.json'

/** What was recorded; nothing where nothing has been. Throws `Refused` for a file that says something else. */
export function readDrills(root: string): DrillRecord {
  const path = join(root, drillsFile)
  return existsSync(path) ? drillsIn(readFileSync(path, 'utf8'), drillsFile) : { drills: [] }
}

/** The record that a text is. Throws `Refused` for another text, which is called `shown`. */
export function drillsIn(text: string, shown: string): DrillRecord {
  const record = jsonIn(text)
  const drills = isMapping(record) ? record.drills : undefined
  if (Array.isArray(drills) && drills.every(isOutcome)) return { drills }
  throw new Refused({
    where: shown,
    what: 'The file should hold a list of `drills`, each with what came of it, and holds something else.',
    next: 'It is written by `npm run drill`: restore it from version control, or write it again.',
  })
}

const isOutcome = (value: unknown): value is DrillOutcome =>
  isMapping(value) &&
  ['name', 'title', 'input'].every((key) => isText(value[key])) &&
  (value.noticed === null || typeof value.noticed === 'number') &&
  ['pages', 'tickets'].every((key) => typeof value[key] === 'number') &&
  ['alerts', 'inhibited', 'fails', 'needs'].every((key) => isListOf(value[key], isText))
