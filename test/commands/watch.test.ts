import { renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { pollAll, watchAll } from '../../build/commands/watch.ts'
import { put, temporaryFolder } from '../output/folder.ts'

const ways = {
  watched: (paths: readonly string[], changed: () => void) => watchAll(paths, changed, 20),
  polled: (paths: readonly string[], changed: () => void) => pollAll(paths, changed, 20),
}

test.each(['watched', 'polled'] as const)('every way to save a definition is seen when it is %s', async (way) => {
  const folder = temporaryFolder()
  put(folder, 'stack.ts', 'a')
  put(folder, 'alerts/slow.ts', 'a')
  let seen = 0
  onTestFinished(
    ways[way]([join(folder, 'stack.ts'), join(folder, 'alerts')], () => {
      seen += 1
    }),
  )
  const saves = [
    () => put(folder, 'alerts/slow.ts', 'ab'),
    () => put(folder, 'alerts/runbooks/Slow.md', 'new, in a new folder'),
    () => put(folder, 'alerts/runbooks/Slow.md', 'changed'),
    () => rmSync(join(folder, 'alerts', 'slow.ts')),
    () => {
      put(folder, 'elsewhere', 'an editor renames what it wrote')
      renameSync(join(folder, 'elsewhere'), join(folder, 'stack.ts'))
    },
    () => put(folder, 'stack.ts', 'the file that replaced it is watched too'),
  ]
  for (const save of saves) {
    await new Promise((done) => setTimeout(done, 100))
    const before = seen
    save()
    await expect.poll(() => seen, { timeout: 20_000 }).toBeGreaterThan(before)
  }
})

test('other files beside a watched one are not definitions, and a stopped watch is silent', async () => {
  const folder = temporaryFolder()
  put(folder, 'stack.ts', 'a')
  let seen = 0
  const stop = watchAll(
    [join(folder, 'stack.ts')],
    () => {
      seen += 1
    },
    5,
  )
  put(folder, 'notes.txt', 'x')
  put(folder, 'out/prometheus.yml', 'x')
  await new Promise((done) => setTimeout(done, 200))
  expect(seen).toBe(0)
  stop()
  put(folder, 'stack.ts', 'ab')
  await new Promise((done) => setTimeout(done, 200))
  expect(seen).toBe(0)
})
