// Starts one server after the other, until it is killed: a program for cleanup.test.ts.

import { mkdtempSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Cleanup } from './cleanup.ts'
import { Server } from './server.ts'

const [mark = ''] = process.argv.slice(2)
const cleanup = new Cleanup()
const home = mkdtempSync(join(tmpdir(), 'pybase-live-'))
cleanup.add(`remove ${home as `/${string}`}`)
writeSync(1, 'begins\n')
const args = ['-c', `sleep 600; : ${mark}`]
for (let at = 0; at < 200; at += 1)
  void Server.start({ name: `server ${at}`, program: 'sh', args, ready: async () => true }, home, cleanup)
setInterval(() => undefined, 1000)
