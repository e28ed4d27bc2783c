import { parseArgs } from 'node:util'
import { describe, Refused } from '../../build/findings/problem.ts'
import { runningReleases } from '../live/faults/releases.ts'
import { recordProof } from '../proofs/record.ts'
import { until } from '../support/until.ts'
import { type Diagnosis, doctor, linesOf, Resident } from './doctor.ts'
import { configurationFaults } from './faults/configuration.ts'
import type { Expected, Fault } from './faults/fault.ts'
import { metricFaults } from './faults/metrics.ts'
import { ruleFaults } from './faults/rules.ts'
import { serverFaults } from './faults/servers.ts'
import { settingsOf, startGeneratedStack } from './stack.ts'
import type { World } from './world.ts'

// Breaks a real stack in many ways, one after the other: the doctor must find each, and nothing in a healthy one.

const all: readonly Fault[] = [...configurationFaults, ...ruleFaults, ...metricFaults, ...serverFaults]
/**
 * In milliseconds, for the doctor to see a fault, and to see that it is gone: where Prometheus could not mark the end of a
 * series, its last sample counts for five minutes.
 */
const deadline = 360_000

async function main(): Promise<number> {
  const { releases, wanted, update } = readArguments(process.argv.slice(2))
  const faults = all.filter(({ name }) => wanted.length === 0 || wanted.some((word) => name.includes(word)))
  const stack = await startGeneratedStack(releases)
  const interrupted = async (): Promise<void> => {
    await stack.stop()
    process.exit(1)
  }
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted)
  const prometheus = `http://${stack.addresses.prometheus}`
  const resident = new Resident(settingsOf(stack), prometheus)
  const world: World = {
    stack,
    call: (...flags) => doctor('--stack', settingsOf(stack), '--prometheus', prometheus, ...flags),
    examine: () => resident.examine(),
  }
  try {
    const failures = [...(await healthy(world, 'healthy at the start'))]
    for (const fault of faults) {
      failures.push(
        ...(await find(world, fault).catch((error: unknown) => {
          throw new Error(`It cannot be tried whether this is found: ${fault.name}`, { cause: error })
        })),
      )
    }
    failures.push(...(await healthy(world, 'healthy at the end')))
    for (const failure of failures) console.error(`\n✗ ${failure}`)
    console.log(`\n${faults.length} faults, ${failures.length} failures`)
    if (failures.length === 0 && faults.length === all.length) {
      const { set, substituted } = stack.chosen
      const parts = ['a healthy stack has no finding', ...faults.map(({ name }) => name)]
      const found = { releases: await runningReleases(stack), parts, unproven: substituted }
      console.log(recordProof(set, 'doctor', found, update))
    }
    return failures.length === 0 ? 0 : 1
  } finally {
    resident.end()
    await stack.stop()
  }
}

/** Reads `[--releases SET] [--update] [WORD …]`: the faults whose names have one of the words, or all. Throws `Refused`. */
function readArguments(words: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      options: { releases: { type: 'string' }, update: { type: 'boolean' } },
      allowPositionals: true,
    })
    return { releases: values.releases ?? 'debian12', wanted: positionals, update: values.update ?? false }
  } catch (error) {
    const next = 'Usage: npm run test:doctor -- [--releases debian12|pinned] [--update] [WORD …]'
    throw new Refused({ where: 'npm run test:doctor', what: (error as Error).message, next }, 2)
  }
}

/** A healthy stack has no finding at all; answers those that stay. */
async function healthy({ call }: World, when: string): Promise<readonly string[]> {
  let last: Diagnosis | undefined
  await until(
    async () => {
      last = await call()
      return last.healthy && last.exitCode === 0 && linesOf(last).length === 0
    },
    deadline,
    2000,
  )
  const lines = last === undefined ? [] : linesOf(last)
  console.log(`${lines.length === 0 ? '✓' : '✗'} ${when}`)
  return lines.map((line) => `${when}: ${line}`)
}

/** Injects a fault, and answers what the doctor did not say of it. */
async function find(world: World, { name, inject, flags, expected }: Fault): Promise<readonly string[]> {
  const undo = await inject(world)
  try {
    let last: Diagnosis | undefined
    let unsaid: readonly Expected[] = expected
    await until(
      async () => {
        const seen = await (flags === undefined ? world.examine() : world.call(...flags(world)))
        unsaid = expected.filter((each) => !says(seen, each))
        last = seen
        return unsaid.length === 0
      },
      deadline,
      500,
    )
    console.log(`${unsaid.length === 0 ? '✓' : '✗'} ${name}`)
    const said = last === undefined ? [] : linesOf(last)
    return unsaid.map(
      ({ examination, what }) => `${name}: ${examination} should say ${what}. Said was:\n  ${said.join('\n  ')}`,
    )
  } finally {
    await undo()
  }
}

const says = (
  { examinations, exitCode }: Diagnosis,
  { examination, severity = 'error', where, what, next }: Expected,
): boolean =>
  exitCode === (examinations.every(({ status }) => status === 'passed') ? 0 : 1) &&
  examinations
    .filter(({ id }) => id === examination)
    .flatMap(({ findings }) => findings)
    .some(
      (found) =>
        found.severity === severity && where.test(found.where) && what.test(found.what) && next.test(found.next),
    )

try {
  process.exitCode = await main()
} catch (error) {
  const refused = error instanceof Refused
  console.error(refused ? error.problems.map(describe).join('\n') : error)
  process.exitCode = refused ? error.exitCode : 1
}
