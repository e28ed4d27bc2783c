import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type FaultOutcome, type FaultRecord, faultsFile as file, readFaults } from '../../../build/model/faults.ts'
import { root } from '../../support/root.ts'
import { Failed } from '../phase.ts'

/** What a run found. */
export interface Found {
  readonly releases: FaultRecord['releases']
  readonly outcomes: readonly FaultOutcome[]
  /** Faults that this machine cannot have: what is known of them stays. */
  readonly untried: readonly string[]
}

/**
 * Holds what came of the faults against what is committed, or writes it there with today's date. Throws `Failed` with the
 * faults that differ; that the releases do is only said.
 */
export function record({ releases, outcomes, untried }: Found, update: boolean): readonly string[] {
  const known = readFaults(root)
  const kept = (known?.faults ?? []).filter(({ fault }) => untried.includes(fault))
  const faults = [...outcomes, ...kept].toSorted((one, other) => (one.fault < other.fault ? -1 : 1))
  if (update) {
    const recorded = new Date().toISOString().slice(0, 10)
    const text: FaultRecord = { recorded, releases, untried: kept.map(({ fault }) => fault), faults }
    writeFileSync(join(root, file), `${JSON.stringify(text, null, 2)}\n`)
    return [`${file} is written, as of ${recorded}: run \`npm run build\``]
  }
  const differing = differences(byName(known?.faults ?? []), byName(faults))
  if (differing.length === 0)
    return [`as ${file} says, of ${known?.recorded}`, ...otherReleases(known?.releases ?? {}, releases)]
  throw new Failed([
    `${file} says otherwise of: ${differing.join(', ')}`,
    ...otherReleases(known?.releases ?? {}, releases),
    'If that is meant, run `npm run test:live -- --update`, review the difference, and commit it.',
  ])
}

const byName = (outcomes: readonly FaultOutcome[]): Readonly<Record<string, string>> =>
  Object.fromEntries(outcomes.map((each) => [each.fault, JSON.stringify(each)]))

/** One line for each release that is not the recorded one. */
const otherReleases = (recorded: FaultRecord['releases'], running: FaultRecord['releases']): readonly string[] =>
  differences(recorded, running).map(
    (name) => `recorded with ${name} ${recorded[name] ?? '(not at all)'}, and here runs ${running[name] ?? 'none'}`,
  )

/** The names of which the two do not say the same. */
function differences(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): readonly string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => before[name] !== after[name])
}
