// Starts what a run starts, in small, says what and where, and waits to be interrupted: a program for cleanup.test.ts.

import { existsSync, mkdirSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Cleanup } from './cleanup.ts'
import { Server } from './server.ts'

const cleanup = new Cleanup()
const home = mkdtempSync(join(tmpdir(), 'pybase-live-'))
cleanup.add(`remove ${home as `/${string}`}`)
mkdirSync(join(home, 'some', 'folder'), { recursive: true })

const start = (name: string, script: string, endsOn: 'SIGTERM' | 'SIGQUIT') => {
  const started = join(home, name)
  const args = ['-c', `touch ${started}; ${script}`]
  return Server.start({ name, program: 'sh', args, ready: async () => existsSync(started), endsOn }, home, cleanup)
}
// With a child of its own, which nobody else would end.
const parent = await start('parent', 'sleep 600 & sleep 600', 'SIGTERM')
const stubborn = await start('stubborn', 'trap "" QUIT; sleep 600 & sleep 600; wait', 'SIGQUIT')
const paused = await start('paused', 'sleep 600', 'SIGTERM')
paused.pause()

console.log(JSON.stringify({ home, groups: [parent, stubborn, paused].map(({ pid }) => pid) }))
setInterval(() => undefined, 1000)
