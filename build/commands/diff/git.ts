import { execFile } from 'node:child_process'
import { posix } from 'node:path'
import type { VersionText } from '../../diff/read/version.ts'
import { decode } from '../../documents/decode.ts'
import { Refused } from '../../findings/problem.ts'
import { isCompared } from './paths.ts'

/** In bytes, of one file and of all together. */
const largest = 64 << 20
const most = 256 << 20

/**
 * The files of a folder as a revision has them, those that are compared or that `isRead` says, read from git's own store: nothing is checked out.
 * Throws `Refused` (exit 2) where there is no git, no such revision, or no such folder in it.
 */
export async function textsAt(
  repository: string,
  revision: string,
  folder: string,
  isRead: (path: string) => boolean = isCompared,
): Promise<readonly VersionText[]> {
  const commit = await commitOf(repository, revision)
  const listed = await git(repository, ['ls-tree', '-r', '-l', '-z', commit, '--', `${folder}/`])
  const blobs = listed
    .toString('utf8')
    .split('\0')
    .flatMap((line) => {
      const [, object = '', size = '', path = ''] = /^\d+ blob (\w+) +(\d+)\t(.*)$/s.exec(line) ?? []
      return path === '' || !isRead(posix.relative(folder, path)) ? [] : [{ object, size: Number(size), path }]
    })
  if (listed.length === 0)
    throw refused(`${revision}:${folder}/`, `There is no ${folder}/ in ${revision}.`, `Name a revision that has one.`)
  const large = blobs.find(({ size }) => size > largest)
  if (large !== undefined)
    throw refused(
      `${revision}:${large.path}`,
      `The file has ${Math.ceil(large.size / (1 << 20))} MB, and at most ${largest >> 20} MB are read.`,
      'Name two revisions without it.',
    )
  const contents = await contentsOf(
    repository,
    blobs.map(({ object }) => object),
  )
  return blobs.map(({ path }, at) => {
    const decoded = decode(contents[at] ?? Buffer.alloc(0))
    if ('text' in decoded) return { file: posix.relative(folder, path), text: decoded.text }
    throw refused(`${revision}:${path}:${decoded.line}`, decoded.why, 'Commit it as text in UTF-8.')
  })
}

/**
 * The files below some paths as a revision has them, named from `folder` as git lists them; those that are no text, or that the
 * revision does not have, are left out. Throws `Refused` (exit 2) where there is no git or no such revision.
 */
export async function filesAt(
  folder: string,
  revision: string,
  paths: readonly string[],
): Promise<readonly VersionText[]> {
  const listed = await git(folder, ['ls-tree', '-r', '-l', '-z', await commitOf(folder, revision), '--', ...paths])
  const blobs = listed
    .toString('utf8')
    .split('\0')
    .flatMap((line) => {
      const [, object = '', size = '', file = ''] = /^\d+ blob (\w+) +(\d+)\t(.*)$/s.exec(line) ?? []
      return file === '' || Number(size) > largest ? [] : [{ object, file }]
    })
  const contents = await contentsOf(
    folder,
    blobs.map(({ object }) => object),
  )
  return blobs.flatMap(({ file }, at) => {
    const decoded = decode(contents[at] ?? Buffer.alloc(0))
    return 'text' in decoded ? [{ file, text: decoded.text }] : []
  })
}

/** The commit before which both revisions were one: what `A...B` compares B with. */
export async function mergeBase(repository: string, a: string, b: string): Promise<string> {
  const [first, second] = [await commitOf(repository, a), await commitOf(repository, b)]
  try {
    return (await git(repository, ['merge-base', first, second])).toString('utf8').trim()
  } catch (error) {
    if (!(error instanceof Failed)) throw error
    const next = (await isShallow(repository)) ? deepen : 'Write A..B to compare them nevertheless.'
    throw refused(`${a}...${b}`, 'The two revisions have no common ancestor here.', next)
  }
}

/**
 * The files of a folder, relative to it, whose text in the work tree is another than HEAD's. None where there is no git, no
 * repository or no commit: then nothing can be said.
 */
export async function changedInWorkTree(repository: string, folder: string): Promise<readonly string[]> {
  try {
    const words = ['diff', '--name-only', '--diff-filter=M', '--relative', '-z', 'HEAD', '--', `${folder}/`]
    const paths = (await git(repository, words)).toString('utf8').split('\0')
    return paths.filter((path) => path !== '').map((path) => posix.relative(folder, path))
  } catch (error) {
    if (error instanceof Failed || error instanceof Refused) return []
    throw error
  }
}

/** The full id of a commit. Throws `Refused` (exit 2) for a revision that this clone does not have. */
export async function commitOf(repository: string, revision: string): Promise<string> {
  try {
    const words = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`]
    return (await git(repository, words)).toString('utf8').trim()
  } catch (error) {
    if (!(error instanceof Failed)) throw error
    const next = (await isShallow(repository)) ? deepen : 'Name a branch, a tag or a commit; `git log` lists them.'
    throw refused(`revision ${revision}`, `This repository has no revision ${revision}.`, next)
  }
}

const deepen =
  'The clone is shallow and may lack it: get the history with `git fetch --unshallow` (CI: fetch-depth: 0).'

async function isShallow(repository: string): Promise<boolean> {
  return (await git(repository, ['rev-parse', '--is-shallow-repository'])).toString('utf8').trim() === 'true'
}

/** The contents of these objects, from one process: a header with the size, the bytes, a line break. */
async function contentsOf(repository: string, objects: readonly string[]): Promise<readonly Buffer[]> {
  if (objects.length === 0) return []
  const answer = await git(repository, ['cat-file', '--batch'], `${objects.join('\n')}\n`)
  const contents: Buffer[] = []
  for (let at = 0; at < answer.length; ) {
    const end = answer.indexOf(10, at)
    const [, size = ''] = /^\w+ blob (\d+)$/.exec(answer.toString('utf8', at, end)) ?? []
    if (size === '') throw new Error(`git cat-file answered "${answer.toString('utf8', at, end)}"`)
    contents.push(answer.subarray(end + 1, end + 1 + Number(size)))
    at = end + 1 + Number(size) + 1
  }
  return contents
}

/** Git ended with an error of its own. */
class Failed extends Error {}

/** Runs git without a shell. Throws `Failed`, or `Refused` (exit 2) where there is no git or no repository. */
function git(repository: string, words: readonly string[], input?: string): Promise<Buffer> {
  return new Promise((done, fail) => {
    const options = { cwd: repository, encoding: 'buffer', maxBuffer: most } as const
    const child = execFile('git', words, options, (error, stdout, stderr) => {
      if (error === null) return done(stdout)
      const said = stderr.toString('utf8').trim()
      if (error.code === 'ENOENT')
        return fail(
          refused('git', 'Versions are read with git, and there is no git here.', 'Install git, or name two folders.'),
        )
      if (/not a git repository|dubious ownership/.test(said))
        return fail(refused(repository, firstLine(said), 'Run it in a clone that is yours, or name two folders.'))
      fail(new Failed(firstLine(said)))
    })
    child.stdin?.end(input)
  })
}

const firstLine = (text: string): string => `${(text.split('\n')[0] ?? '').replace(/^fatal: /, '').replace(/\.$/, '')}.`

const refused = (where: string, what: string, next: string): Refused => new Refused({ where, what, next }, 2)
