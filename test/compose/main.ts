// Starts the generated docker-compose.yml on a real container engine and proves what it promises:
// `npm run test:compose`. Network, mounts and processes of the engine are its own. When the first process among them
// ends, for whatever reason, the kernel ends all the others and takes the network with them: the host has nothing to
// restore, and an engine and containers that it runs already are never met. Only SIGKILL leaves a folder in /tmp.

import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { program } from '../../build/commands/child.ts'
import { noEngine } from './engine.ts'
import { changedSettings, hostSettings, removeControlGroups } from './host.ts'
import { apart, obstacle } from './obstacle.ts'

/** Runs the proofs in namespaces of their own and answers their exit code; a signal that ends us ends them first. */
function runApart(scratch: string): Promise<number> {
  const proofs = fileURLToPath(new URL('inside.ts', import.meta.url))
  // Through the channel they notice when we are killed.
  const child = spawn('unshare', [...apart, process.execPath, ...program(proofs, scratch)], {
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

async function main(): Promise<number> {
  const why = obstacle()
  if (why !== undefined) return skip(why)
  const before = hostSettings()
  const scratch = mkdtempSync(join(tmpdir(), 'pybase-compose-'))
  let code: number
  try {
    code = await runApart(scratch)
  } finally {
    rmSync(scratch, { recursive: true, force: true })
    removeControlGroups(basename(scratch))
  }
  const changed = changedSettings(before)
  for (const sentence of changed) console.error(`FAILED  ${sentence}`)
  if (changed.length === 0) console.log('ok      the network settings of this host are as they were')
  if (code === noEngine) return skip('the engine does not start on this machine; its log is above')
  return changed.length === 0 ? code : 1
}

process.exitCode = await main()
