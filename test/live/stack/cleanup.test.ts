import { execFileSync, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'
import * as z from 'zod'
import { program } from '../../../build/commands/child.ts'
import { testWith } from '../../support/tools.ts'
import { until } from '../../support/until.ts'

/** The words after `node` that run a program of this folder. */
const words = (name: string): readonly string[] => program(fileURLToPath(new URL(name, import.meta.url)))
const started = z.object({ home: z.string(), groups: z.array(z.number()) })

function isAlive(group: number): boolean {
  try {
    return process.kill(-group, 0)
  } catch {
    return false
  }
}

const signals = ['SIGINT', 'SIGTERM', 'SIGKILL'] as const

testWith(['awk', 'sed'], `after ${signals.join(', ')} no process and no folder is left`, async () => {
  await Promise.all(signals.map(nothingIsLeftAfter))
})

async function nothingIsLeftAfter(signal: NodeJS.Signals): Promise<void> {
  const child = spawn(process.execPath, words('interrupted.ts'), {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string]
  const { home, groups } = started.parse(JSON.parse(line))
  expect(groups.map(isAlive), signal).toEqual([true, true, true])
  expect(existsSync(home), signal).toBe(true)

  child.kill(signal)
  await once(child, 'exit')
  await until(() => !groups.some(isAlive) && !existsSync(home), 30_000)
  expect({ alive: groups.filter(isAlive), folder: existsSync(home) }, signal).toEqual({ alive: [], folder: false })
}

testWith(['awk', 'sed', 'ps'], 'what is just being started at SIGKILL does not outlive it', async ({ ps }) => {
  const mark = randomUUID()
  const child = spawn(process.execPath, [...words('killed.ts'), mark], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(child.stdout, 'data')
  await sleep(100)
  child.kill('SIGKILL')
  expect(await once(child, 'exit')).toEqual([null, 'SIGKILL'])
  const survivors = () => {
    const all = execFileSync(ps, ['-eo', 'args'], { encoding: 'utf8' }).split('\n')
    return all.filter((args) => args.includes(mark))
  }
  await until(() => survivors().length === 0, 30_000)
  expect(survivors()).toEqual([])
})
