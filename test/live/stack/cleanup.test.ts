import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { ourselves } from '../../../build/commands/child.ts'
import { until } from './until.ts'

const program = fileURLToPath(new URL('interrupted.ts', import.meta.url))
const started = z.object({ home: z.string(), groups: z.array(z.number()) })

function isAlive(group: number): boolean {
  try {
    return process.kill(-group, 0)
  } catch {
    return false
  }
}

test.concurrent.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)(
  'after %s no process and no folder is left',
  async (signal) => {
    const child = spawn(process.execPath, [...ourselves().slice(0, -1), program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [line] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string]
    const { home, groups } = started.parse(JSON.parse(line))
    expect(groups.map(isAlive)).toEqual([true, true, true])
    expect(existsSync(home)).toBe(true)

    child.kill(signal)
    await once(child, 'exit')
    await until(() => !groups.some(isAlive) && !existsSync(home), 30_000)
    expect({ alive: groups.filter(isAlive), folder: existsSync(home) }).toEqual({ alive: [], folder: false })
  },
)
