// Starts the generated docker-compose.yml on a real container engine and proves what it promises:
// `npm run test:compose`. Network, mounts and processes of the engine are its own. When the first process among them
// ends, for whatever reason, the kernel ends all the others and takes the network with them: the host has nothing to
// restore, and an engine and containers that it runs already are never met. Only SIGKILL leaves a folder in /tmp.

import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { program } from '../../build/commands/child.ts'
import { describe, Refused } from '../../build/findings/problem.ts'
import { findPrograms } from '../live/programs/find.ts'
import { chosen } from '../live/stack/releases.ts'
import { recordProof } from '../proofs/record.ts'
import { noEngine } from './engine.ts'
import { changedSettings, hostSettings, removeControlGroups } from './host.ts'
import { apart, obstacle } from './obstacle.ts'
import { unproven } from './proof.ts'
import { proofs } from './proofs/all.ts'

/** Runs the proofs in namespaces of their own and answers their exit code; a signal that ends us ends them first. */
function runApart(scratch: string, set: string): Promise<number> {
  const proofs = fileURLToPath(new URL('inside.ts', import.meta.url))
  // Through the channel they notice when we are killed.
  const child = spawn('unshare', [...apart, process.execPath, ...program(proofs, scratch, set)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    detached: true,
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => {
      console.error(`Ended by ${signal}: the engine and its containers are ended too`)
      child.kill('SIGKILL')
    })
  return new Promise((done, fail) => {
    child.once('error', fail)
    child.once('exit', (code) => done(code ?? 1))
  })
}

/** With `CI=true` nothing is skipped. */
function skip(why: string): number {
  const inCi = process.env.CI === 'true'
  console.log(`\n${inCi ? 'FAILED' : 'SKIPPED'}: docker-compose.yml is not proven here, because ${why}`)
  return inCi ? 1 : 0
}

/** Reads `[--releases SET] [--update]`; the set is Debian 12's if not given. Throws `Refused`. */
function readArguments(words: readonly string[]) {
  try {
    const options = { releases: { type: 'string' }, update: { type: 'boolean' } } as const
    const { values } = parseArgs({ args: [...words], options })
    return { set: values.releases ?? 'debian12', update: values.update ?? false }
  } catch (error) {
    const next = 'Usage: npm run test:compose -- [--releases debian12|pinned] [--update]'
    throw new Refused({ where: 'npm run test:compose', what: (error as Error).message, next }, 2)
  }
}

async function main(): Promise<number> {
  const { set, update } = readArguments(process.argv.slice(2))
  const { releases, substituted } = await chosen(set)
  const why = obstacle(releases)
  if (why !== undefined) return skip(why)
  // What the engine's own network does not reach.
  await findPrograms(set, releases)
  const before = hostSettings()
  const scratch = mkdtempSync(join(tmpdir(), 'pybase-compose-'))
  let code: number
  try {
    code = await runApart(scratch, set)
  } finally {
    rmSync(scratch, { recursive: true, force: true })
    removeControlGroups(basename(scratch))
  }
  const changed = changedSettings(before)
  for (const sentence of changed) console.error(`FAILED  ${sentence}`)
  if (changed.length === 0) console.log('ok      the network settings of this host are as they were')
  if (code === noEngine) return skip('the engine does not start on this machine; its log is above')
  if (code === 0 && changed.length === 0) {
    const parts = proofs.map(({ what }) => what)
    console.log(recordProof(set, 'compose', { releases: {}, parts, unproven: [...substituted, unproven] }, update))
  }
  return changed.length === 0 ? code : 1
}

try {
  process.exitCode = await main()
} catch (error) {
  const refused = error instanceof Refused
  console.error(refused ? error.problems.map(describe).join('\n') : error)
  process.exitCode = refused ? error.exitCode : 1
}
