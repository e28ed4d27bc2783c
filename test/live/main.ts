import { describe, Refused } from '../../build/findings/problem.ts'
import { recordProof } from '../proofs/record.ts'
import { readArguments } from './arguments.ts'
import { contract } from './contract/contract.ts'
import { targets } from './contract/targets.ts'
import { unproven } from './contract/unproven.ts'
import { cost } from './cost/cost.ts'
import { faults } from './faults/phases.ts'
import { runningReleases } from './faults/releases.ts'
import { flags, notAsked } from './flags/flags.ts'
import { panels } from './panels/panels.ts'
import { replication } from './replication/replication.ts'
import { report } from './report.ts'
import { startStack } from './stack/start.ts'

/** The cost is that of the application at its work; the panels come after the faults, since they show what happened. */
const all = [targets, flags, contract, cost, faults, panels, replication, unproven]

async function main(): Promise<number> {
  const { options, phases } = readArguments(process.argv.slice(2), all)
  const began = performance.now()
  const stack = await startStack(options.releases)
  const interrupted = async (signal: NodeJS.Signals): Promise<void> => {
    console.error(`${signal}: ending what was started`)
    await stack.stop()
    process.exit(1)
  }
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted)
  try {
    console.log(['Substituted:', ...stack.substituted.map((line) => `  ${line}`)].join('\n'))
    const { failures, said } = await report(phases, stack, options)
    const seconds = Math.round((performance.now() - began) / 1000)
    console.log(`\n${phases.length - failures} of ${phases.length} parts of the live proof hold, in ${seconds} s`)
    if (failures === 0 && phases.length === all.length)
      console.log(
        recordProof(
          stack.chosen.set,
          'live',
          {
            releases: await runningReleases(stack),
            parts: phases.filter((phase) => phase !== unproven).map(({ name }) => name),
            unproven: [...stack.chosen.substituted, ...(said.get(unproven) ?? []), ...notAsked],
          },
          options.update,
        ),
      )
    return failures === 0 ? 0 : 1
  } finally {
    await stack.stop()
  }
}

try {
  process.exitCode = await main()
} catch (error) {
  const refused = error instanceof Refused
  console.error(refused ? error.problems.map(describe).join('\n') : String(error))
  process.exitCode = refused ? error.exitCode : 1
}
