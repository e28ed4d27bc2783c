import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { cli, copyOfRepository } from './commands/cli.ts'
import { slip } from './definitions/repository.ts'
import { temporaryFolder } from './output/folder.ts'
import { root } from './support/root.ts'

const isRepository = existsSync(join(root, '.git'))

// What is checked out is compared byte by byte: by `build --check`, by snapshots, by shells that choke on a carriage return.
test.skipIf(!isRepository)('a checkout with core.autocrlf=true has the bytes that are committed', () => {
  const clone = join(temporaryFolder(), 'clone')
  const git = (cwd: string, words: readonly string[], input = '') =>
    execFileSync('git', words, { cwd, input, encoding: 'utf8', maxBuffer: 64 << 20 })
  git(root, ['clone', '--quiet', '--config', 'core.autocrlf=true', root, clone])
  const committed = git(clone, ['ls-tree', '-r', '-z', '--format=%(objectname) %(path)', 'HEAD'])
  const lines = committed.split('\0').filter((line) => line !== '')
  const paths = lines.map((line) => line.slice(line.indexOf(' ') + 1))
  const ids = git(clone, ['hash-object', '--no-filters', '--stdin-paths'], paths.join('\n')).trim().split('\n')
  expect(paths.map((path, at) => `${ids[at]} ${path}`)).toEqual(lines)
  expect(paths.length).toBeGreaterThan(0)
  expect(git(clone, ['status', '--porcelain'])).toBe('')
})

test('a checkout may lie in a folder of any name, and places are told as ever', async () => {
  const repository = copyOfRepository(join(temporaryFolder(), 'what? 100% "ä" #1'))
  slip(repository, 'alerts/slow-tasks.ts', ".above('500ms')", ".above('600ms')")
  const { code, stderr } = await cli(['build'], { repository })
  expect({ code, said: stderr.split('\n')[0] }).toEqual({
    code: 1,
    said: 'error  definition   alerts/slow-tasks.ts:52:63 › .above()',
  })
  slip(repository, 'alerts/slow-tasks.ts', ".above('600ms')", ".above('500ms')")
  expect(await cli(['build'], { repository })).toMatchObject({ code: 0, stderr: '' })
})
