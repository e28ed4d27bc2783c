import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../../../build/commands/paths.ts'
import { type FaultOutcome, faultsFile as file, readFaults } from '../../../build/model/faults.ts'
import { Failed } from '../phase.ts'

/**
 * Holds what came of the faults against what is committed, or writes it there. `untried` are faults that this machine
 * cannot have: what is known of them stays. Throws `Failed` with what differs.
 */
export function record(
  outcomes: readonly FaultOutcome[],
  untried: readonly string[],
  update: boolean,
): readonly string[] {
  const known = readFaults(root)
  const kept = known.filter(({ fault }) => untried.includes(fault))
  const found = [...outcomes, ...kept].toSorted((one, other) => (one.fault < other.fault ? -1 : 1))
  const differing = differences(known, found)
  if (update) {
    writeFileSync(join(root, file), `${JSON.stringify(found, null, 2)}\n`)
    return [differing.length === 0 ? `${file} is up to date` : `${file} is written: run \`npm run build\``]
  }
  if (differing.length === 0) return [`as ${file} says`]
  throw new Failed([
    `${file} says otherwise of: ${differing.join(', ')}`,
    'If that is meant, run `npm run test:live -- --update`, review the difference, and commit it.',
  ])
}

/** The faults of which the two lists do not say the same. */
function differences(known: readonly FaultOutcome[], found: readonly FaultOutcome[]): readonly string[] {
  const texts = (outcomes: readonly FaultOutcome[]) =>
    new Map(outcomes.map((each) => [each.fault, JSON.stringify(each)]))
  const [before, after] = [texts(known), texts(found)]
  return [...new Set([...before.keys(), ...after.keys()])].filter((fault) => before.get(fault) !== after.get(fault))
}
