import { afterAll, expect, test } from 'vitest'
import { mergeBase, textsAt } from '../../build/commands/diff/git.ts'
import { sidesOf } from '../../build/commands/diff/sides.ts'
import { Refused, describe as told } from '../../build/findings/problem.ts'
import { put, temporaryFolder } from '../output/folder.ts'
import { commit, git, init, shallowCloneOf } from './repository.ts'

async function refusal(attempt: Promise<unknown>): Promise<string> {
  try {
    await attempt
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    expect(error.exitCode).toBe(2)
    return error.problems.map(told).join('\n')
  }
  throw new Error('Nothing was refused.')
}

const repository = init(temporaryFolder(afterAll))
put(repository, 'out/alerts/ä b.yml', 'groups: []\n')
put(repository, 'out/reference/x.json', '{}')
put(repository, 'out/runbooks/A.md', '# A\n')
put(repository, 'elsewhere.yml', 'groups: []\n')
const first = commit(repository)
put(repository, 'out/alerts/ä b.yml', 'groups: [ {} ]\n')
const second = commit(repository)

test('files are read as a revision has them, whatever lies in the folder', async () => {
  put(repository, 'out/alerts/ä b.yml', 'not committed')
  expect(await textsAt(repository, first, 'out')).toEqual([
    { file: 'alerts/ä b.yml', text: 'groups: []\n' },
    { file: 'runbooks/A.md', text: '# A\n' },
  ])
  expect((await textsAt(repository, 'HEAD', 'out'))[0]).toEqual({ file: 'alerts/ä b.yml', text: 'groups: [ {} ]\n' })
  expect(await textsAt(repository, `${second}~1`, 'out')).toHaveLength(2)
})

test('a folder inside a larger repository', async () => {
  const outer = init()
  put(outer, 'monitoring/out/a.yml', 'groups: []\n')
  commit(outer)
  expect(await textsAt(`${outer}/monitoring`, 'HEAD', 'out')).toEqual([{ file: 'a.yml', text: 'groups: []\n' }])
})

test('a revision that is not there', async () => {
  expect(await refusal(textsAt(repository, 'mian', 'out'))).toBe(
    'error  revision mian\n  This repository has no revision mian.\n' +
      '  Name a branch, a tag or a commit; `git log` lists them.',
  )
})

test.each(['--output=x', '-h', 'HEAD:out', 'HEAD~9', '', ' ', 'a b', '$(id)', '..'])(
  'no revision either: %j',
  async (revision) => {
    expect(await refusal(textsAt(repository, revision, 'out'))).toContain('This repository has no revision')
  },
)

test('a shallow clone lacks what came before', async () => {
  const clone = shallowCloneOf(repository)
  expect(await textsAt(clone, 'HEAD', 'out')).toHaveLength(2)
  const message = await refusal(textsAt(clone, 'HEAD~1', 'out'))
  expect(message).toContain('This repository has no revision HEAD~1.')
  expect(message).toContain('The clone is shallow and may lack it: get the history with `git fetch --unshallow`')
})

test('a revision without the folder', async () => {
  expect(await refusal(textsAt(repository, 'HEAD', 'nothing'))).toContain('There is no nothing/ in HEAD.')
})

test('no repository', async () => {
  expect(await refusal(textsAt(temporaryFolder(), 'HEAD', 'out'))).toContain('or name two folders.')
})

test('where two branches parted', async () => {
  git(repository, 'checkout', '--quiet', '-f', '-b', 'side', first)
  commit(repository)
  expect(await mergeBase(repository, 'side', second)).toBe(first)
  git(repository, 'checkout', '--quiet', '--orphan', 'alone')
  // With the files and the second of the first commit it would be the first commit.
  put(repository, 'alone.yml', 'groups: []\n')
  commit(repository)
  expect(await refusal(mergeBase(repository, 'alone', second))).toContain('no common ancestor')
})

test.each([
  [['a', 'b', 'c'], 'Two versions are compared, and 3 are named.'],
  [['/nowhere', 'b'], 'There is no such file or folder.'],
  [[repository, `${repository}/elsewhere.yml`], 'is a folder, and the other is a file.'],
  [[repository], 'is a path and no revision'],
])('%j cannot be compared', async (operands, message) => {
  expect(await refusal(sidesOf(operands, 'none'))).toContain(message)
})
