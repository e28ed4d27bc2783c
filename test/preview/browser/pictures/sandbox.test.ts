import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { put, temporaryFolder } from '../../../output/folder.ts'
import { drawing } from './drawing.ts'

test('a browser that may have no sandbox is told of with one that may', async () => {
  const folder = temporaryFolder()
  const chromium = join(folder, 'chromium')
  const says = '[1:1:FATAL:sandbox_host_linux.cc(41)] No usable sandbox! See the documentation'
  put(folder, 'chromium', `#!/bin/sh\necho '${says}' >&2\nexit 1\n`)
  chmodSync(chromium, 0o755)
  const { code, stderr } = await drawing({ url: 'http://127.0.0.1:1', dashboards: ['a'], chromium }).ended
  expect(code).toBe(1)
  expect(stderr).toContain(`error  ${chromium}\n  The browser does not start: Chromium has no sandbox here`)
  expect(stderr).toContain('CHROMIUM=/usr/bin/google-chrome')
})
