import { spawn } from 'node:child_process'
import { cpSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { copyOfRepository } from '../commands/cli.ts'
import { commit, git, init } from '../diff/repository.ts'
import { put, temporaryFolder } from '../output/folder.ts'
import { root } from '../support/root.ts'
import { type Comment, type Knowledge, startHub } from './hub.ts'

// The script as the workflow runs it, in a clone of the default branch, with git's own transport. GitHub's API is a
// server that answers as its documentation says.

const workspace = temporaryFolder(afterAll)
const fork = temporaryFolder(afterAll)
const rules = 'out/alerts/slow-tasks.yml'

copyOfRepository(workspace)
for (const name of ['.github', 'out']) cpSync(join(root, name), join(workspace, name), { recursive: true })
init(workspace)
const base = commit(workspace)
git(fork, 'clone', '--quiet', workspace, '.')
put(fork, rules, readFileSync(join(fork, rules), 'utf8').replace('for: 5m', 'for: 20m'))
// Whoever executes a file of the fork is noticed.
for (const trap of ['build/commands/run.ts', 'build/findings/problem.ts', '.github/scripts/body.ts', 'package.json'])
  put(fork, trap, `import('node:fs').then((fs) => fs.writeFileSync('${join(fork, 'executed')}', ''))`)
const head = commit(fork)
put(fork, rules, 'groups: [')
const broken = commit(fork)
git(workspace, 'remote', 'add', 'origin', fork)

const pullRequest = (sha: string) => ({ number: 7, head: { sha }, base: { sha: base }, title: 'ignored' })
const annotation = (path: string, message: string, level = 'failure') => ({
  path,
  start_line: 3,
  annotation_level: level,
  title: 'self-ratio',
  message,
})

async function comment(knowledge: Knowledge, sha = head, event?: unknown) {
  const hub = await startHub(knowledge)
  const about = {
    id: 41,
    head_sha: sha,
    head_branch: 'feature',
    head_repository: { owner: { login: 'stranger' } },
    conclusion: 'failure',
    html_url: 'https://github.com/pybase/monitoring/actions/runs/41',
  }
  put(workspace, '.git/event.json', JSON.stringify(event ?? { workflow_run: about }))
  const run = async () => {
    const child = spawn(process.execPath, ['--import', 'tsx', '.github/scripts/comment.ts'], {
      cwd: workspace,
      env: {
        ...process.env,
        GITHUB_API_URL: hub.url,
        GITHUB_REPOSITORY: 'pybase/monitoring',
        GITHUB_EVENT_PATH: join(workspace, '.git/event.json'),
        GITHUB_TOKEN: 'the-token',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let printed = ''
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => (printed += text))
    const code = await new Promise((done) => child.once('close', done))
    return { code, printed }
  }
  return { hub, run, ...(await run()) }
}

test('the first run comments, the next edits the comment, and one that has nothing new to say does nothing', async () => {
  const knowledge = {
    pullRequests: [pullRequest(head)],
    annotations: [annotation('alerts/slow-tasks.ts', 'Each series is divided by itself.')],
  }
  const { hub, run, code, printed } = await comment(knowledge)
  expect({ code, printed }).toEqual({ code: 0, printed: '#7: commented\n' })
  const [first] = hub.comments
  expect(first?.body).toMatch(/fires later: .*5m → 20m/)
  expect(first?.body).toContain('Checks: [failure](https://github.com/pybase/monitoring/actions/runs/41)')
  expect(first?.body).toContain('failure  alerts/slow-tasks.ts:3  self-ratio: Each series is divided by itself.')
  expect([...hub.tokens]).toEqual(['Bearer the-token'])

  expect((await run()).printed).toBe('#7: the comment says so already\n')
  if (first !== undefined) first.body += '\nof the last push'
  expect((await run()).printed).toBe('#7: comment updated\n')
  expect(first?.body).not.toContain('of the last push')
  expect(hub.writes).toEqual(['POST /issues/7/comments', 'PATCH /issues/comments/900'])

  // Nothing of the pull request was executed or checked out.
  expect(existsSync(join(fork, 'executed'))).toBe(false)
  expect(git(workspace, 'rev-parse', 'HEAD').trim()).toBe(base)
  expect(git(workspace, 'status', '--porcelain', '--', '.', ':!node_modules')).toBe('')
})

test("somebody else's comment with our marker stays, also on the second page", async () => {
  const theirs = (id: number, login: string | undefined, body: string): Comment => ({
    id,
    body,
    user: login === undefined ? null : { login },
  })
  const marker = '<!-- pybase-monitoring: diff -->'
  const comments = [
    theirs(1, 'stranger', marker),
    theirs(2, undefined, marker),
    ...Array.from({ length: 120 }, (_, at) => theirs(100 + at, 'reviewer', 'Looks good.')),
    theirs(900, 'github-actions[bot]', `${marker}\nold`),
  ]
  const { hub, printed } = await comment({ pullRequests: [pullRequest(head)], comments })
  expect(printed).toBe('#7: comment updated\n')
  expect(hub.writes).toEqual(['PATCH /issues/comments/900'])
})

test('a pull request that has moved on is left to the run of its new commit', async () => {
  const { hub, code, printed } = await comment({ pullRequests: [pullRequest(broken)] })
  expect({ code, printed }).toEqual({ code: 0, printed: `No open pull request is at ${head} any more.\n` })
  expect(hub.writes).toEqual([])
})

test('what cannot be compared is said in the comment', async () => {
  const { hub, code } = await comment({ pullRequests: [pullRequest(broken)] }, broken)
  expect(code).toBe(0)
  expect(hub.comments[0]?.body).toMatch(/could not be compared:\n\n<pre>\nerror .*slow-tasks\.yml/)
})

test('text of the pull request stays text, and what is too long is cut', async () => {
  const annotations = [
    annotation('.github', 'Process completed with exit code 1.'),
    annotation('a.ts', 'cc @everyone, #12\n\n</pre><img src="https://evil.example/x.png">', 'notice'),
    ...Array.from({ length: 150 }, (_, at) => annotation(`b${at}.ts`, 'x'.repeat(50_000), 'warning')),
    annotation('c.ts', 'The gravest.'),
  ]
  const { hub } = await comment({ pullRequests: [pullRequest(head)], annotations })
  const body = hub.comments[0]?.body ?? ''
  expect(body).toContain('<summary>152 annotations</summary>')
  expect(body).toMatch(/<pre>\nfailure {2}c\.ts:3 /)
  expect(body).toMatch(/\nand \d+ more: see the run\n<\/pre>/)
  expect(body.length).toBeLessThan(65_536)
  expect(body).not.toContain('Process completed')

  const alone = await comment({ pullRequests: [pullRequest(head)], annotations: annotations.slice(0, 2) })
  expect(alone.hub.comments[0]?.body).toContain(
    'cc @<!-- -->everyone, #<!-- -->12\n\n&lt;/pre&gt;&lt;img src="https://evil.example/x.png"&gt;\n</pre>',
  )
})

test.each<readonly [string, Partial<Knowledge>, RegExp]>([
  [
    'no permission',
    { failure: { status: 403, text: '{"message":"Resource not accessible"}' } },
    /GitHub answers 403: .*Resource not accessible/,
  ],
  ['garbage', { failure: { status: 200, text: '<html>' } }, /not what its documentation says/],
  ['a redirect', { failure: { status: 302, text: '' } }, /GitHub (?:does not answer|answers 302)/],
])('%s is one sentence', async (_, failure, sentence) => {
  const { code, printed } = await comment({ pullRequests: [], ...failure })
  expect(code).toBe(1)
  expect(printed).toMatch(sentence)
  expect(printed).not.toMatch(/\n\s+at /)
})

test('another event is refused', async () => {
  const { code, printed } = await comment({ pullRequests: [] }, head, { push: {} })
  expect(code).toBe(1)
  expect(printed).toContain('The event of a finished workflow run should be there')
})
