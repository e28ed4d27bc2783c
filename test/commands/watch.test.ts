import { execFileSync } from 'node:child_process'
import fs, { appendFileSync, cpSync, renameSync, rmSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { watchAll } from '../../build/commands/watch.ts'
import { readPaths } from '../../build/definitions/files.js'
import { put, putAnew, temporaryFolder, textOf } from '../output/folder.ts'

/** Definitions of a kind, and how often a watch of them said that something was saved. */
async function watching({ settleMs = 100, isPolled = false, folder = definitions() } = {}) {
  let seen = 0
  const stop = await watchAll(
    () => readPaths(folder),
    () => {
      seen += 1
    },
    { settleMs, isPolled },
  )
  onTestFinished(stop)
  return {
    folder,
    stop,
    seen: () => seen,
    /** Does something, and waits until it is seen and over. */
    sees: async (what: string, save: () => void) => {
      const before = seen
      save()
      await expect.poll(() => seen, { message: what }).toBeGreaterThan(before)
      await aWhile()
    },
  }
}

function definitions(): string {
  const folder = temporaryFolder()
  put(folder, 'stack.ts', 'a\n')
  put(folder, 'alerts/slow.ts', 'a\n')
  put(folder, 'alerts/runbooks/Slow.md', 'a\n')
  return folder
}

const aWhile = () => new Promise((done) => setTimeout(done, 300))

const ways = [
  ['watched', false],
  ['polled', true],
] as const

test.each(ways)(
  'every way to save a definition is seen when it is %s',
  async (_, isPolled) => {
    const { folder, sees } = await watching({ isPolled })
    const at = (path: string) => join(folder, path)
    await sees('an edit', () => put(folder, 'alerts/slow.ts', 'ab\n'))
    await sees('a new file', () => put(folder, 'alerts/fast.ts', 'a\n'))
    await sees('a new folder', () => put(folder, 'alerts/more/runbooks/Fast.md', 'a\n'))
    await sees('an edit in it', () => put(folder, 'alerts/more/runbooks/Fast.md', 'ab\n'))
    await sees('a folder that was not there at first', () => put(folder, 'queries/http.ts', 'a\n'))
    await sees('a removed file', () => rmSync(at('alerts/fast.ts')))
    await sees('a file renamed to another', () => {
      put(folder, 'elsewhere', 'an editor renames what it wrote\n')
      renameSync(at('elsewhere'), at('stack.ts'))
    })
    await sees('an edit of it', () => put(folder, 'stack.ts', 'what replaced a file is watched, too\n'))
    await sees('a backup, and the file anew', () => {
      renameSync(at('alerts/slow.ts'), at('alerts/slow.ts~'))
      put(folder, 'alerts/slow.ts', 'as vim writes\n')
    })
    await sees('a folder replaced at once', () => {
      cpSync(at('alerts'), at('next'), { recursive: true })
      rmSync(at('alerts'), { recursive: true })
      renameSync(at('next'), at('alerts'))
    })
    await sees('a new file in it', () => put(folder, 'alerts/fast.ts', 'a\n'))
    await sees('a new file below it', () => put(folder, 'alerts/runbooks/Fast.md', 'a\n'))
    await sees('a removed folder', () => rmSync(at('alerts'), { recursive: true }))
    await sees('its return', () => put(folder, 'alerts/slow.ts', 'a\n'))
    await sees('an edit after it', () => put(folder, 'alerts/slow.ts', 'ab\n'))
  },
  240_000,
)

test.each(ways)('what definitions import from elsewhere is a part of them when it is %s', async (_, isPolled) => {
  const { folder, seen, sees } = await watching({ isPolled })
  put(folder, 'shared/titles.ts', 'a\n')
  await aWhile()
  const before = seen()
  await sees('an import of it', () => put(folder, 'alerts/slow.ts', "import { title } from '../shared/titles.ts'\n"))
  await sees('an edit of it', () => put(folder, 'shared/titles.ts', "export { title } from './more.ts'\n"))
  await sees('what it names appears', () => put(folder, 'shared/more.ts', 'a\n'))
  await sees('an edit of that', () => put(folder, 'shared/more.ts', 'ab\n'))
  expect(before).toBe(0)
})

test('work with branches is seen, however often files and folders are replaced', async () => {
  const folder = definitions()
  const git = (...words: readonly string[]) => execFileSync('git', words, { cwd: folder, stdio: 'pipe' })
  const commit = (message: string) =>
    git('-c', 'user.name=a', '-c', 'user.email=a@example.org', 'commit', '-qam', message)
  git('init', '-q', '-b', 'main')
  git('add', '-A')
  commit('with alerts')
  git('checkout', '-q', '-b', 'without')
  git('rm', '-rq', 'alerts')
  commit('without alerts')
  git('checkout', '-q', 'main')
  const { sees } = await watching({ folder })
  for (const file of ['alerts/slow.ts', 'stack.ts']) {
    await sees('sed -i', () => putAnew(folder, file, textOf(folder, file).replace('a', 'b')))
    await sees('git checkout', () => git('checkout', '-q', '--', file))
    await sees('an edit', () => appendFileSync(join(folder, file), 'c\n'))
    await sees('another edit', () => appendFileSync(join(folder, file), 'd\n'))
    await sees('git checkout again', () => git('checkout', '-q', '--', file))
    await sees('a branch without the folder', () => git('checkout', '-q', 'without'))
    await sees('the branch with it', () => git('checkout', '-q', 'main'))
    await sees('a file that it had before', () => appendFileSync(join(folder, 'alerts/slow.ts'), 'c\n'))
    await sees('git stash', () => git('-c', 'user.name=a', '-c', 'user.email=a@example.org', 'stash', '-q'))
    await sees('both branches at once', () => {
      git('checkout', '-q', 'without')
      git('checkout', '-q', 'main')
    })
    await sees('a new file', () => put(folder, `alerts/runbooks/${file.length}.md`, 'a\n'))
    await sees('without it', () => git('clean', '-qfd'))
  }
})

test('what is saved in a burst is told once', async () => {
  const { folder, seen } = await watching({ settleMs: 2_000 })
  for (let file = 0; file < 50; file += 1) put(folder, `alerts/many/${file}.ts`, 'a\n')
  for (let file = 0; file < 50; file += 1) put(folder, `alerts/many/${file}.ts`, 'ab\n')
  await expect.poll(seen).toBe(1)
  await new Promise((done) => setTimeout(done, 3_000))
  expect(seen()).toBe(1)
})

test('what editors keep beside a file, and other files, are no definitions; a stopped watch is silent', async () => {
  const { folder, seen, stop } = await watching({ settleMs: 5 })
  const others = ['alerts/slow.ts~', 'alerts/.#slow.ts', 'alerts/#slow.ts#', 'alerts/.slow.ts.swp', 'alerts/4913']
  for (const path of [...others, 'notes.txt', 'stack.ts.orig', 'out/prometheus.yml']) put(folder, path, 'a\n')
  await aWhile()
  for (const path of others) rmSync(join(folder, path))
  await aWhile()
  expect(seen()).toBe(0)
  stop()
  put(folder, 'stack.ts', 'ab\n')
  await aWhile()
  expect(seen()).toBe(0)
})

test('files are compared where the system watches no more of them', async () => {
  const { watch } = fs
  const refuse = () => {
    throw Object.assign(new Error('System limit for number of file watchers reached'), { code: 'ENOSPC' })
  }
  Object.assign(fs, { watch: refuse })
  syncBuiltinESMExports()
  onTestFinished(() => {
    Object.assign(fs, { watch })
    syncBuiltinESMExports()
  })
  const { folder, sees } = await watching()
  await sees('an edit', () => put(folder, 'stack.ts', 'ab\n'))
  await sees('a new file', () => put(folder, 'alerts/fast.ts', 'a\n'))
})
