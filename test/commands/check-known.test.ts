import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { readArguments } from '../../build/commands/arguments.ts'
import { put, temporaryFolder } from '../output/folder.ts'
import { root } from '../support/root.ts'
import { here } from './here.ts'

const rule = (name: string, expr: string) =>
  `  - alert: ${name}\n    expr: ${expr}\n    labels: { severity: warning }\n    annotations: { runbook_url: "https://x.example" }\n`
const rules = (...all: readonly string[]) => `groups:\n- name: g\n  rules:\n${all.join('')}`

const found = async (folder: string, ...words: readonly string[]) => {
  const { stdout, stderr, code } = await here(['check', '--no-catalog', '--format', 'json', '.', ...words], {
    cwd: folder,
  })
  if (code === 2) return { told: stderr, note: '' }
  const { findings, note = '' } = JSON.parse(stdout) as { findings: { check: string; path: string[] }[]; note?: string }
  return { told: findings.map(({ check, path }) => `${path.at(-1)} ${check}`), note }
}

test('a baseline keeps what is wrong today, wherever its lines move, and nothing else', async () => {
  const folder = temporaryFolder()
  put(
    folder,
    'a.yml',
    rules(rule('Old', 'up{job="1"} > 1'), rule('Twice', 'up{job="2"} > 1'), rule('Twice', 'up{job="2"} > 1')),
  )
  expect((await found(folder, '--write-baseline', 'base.txt')).told).toEqual([])
  put(
    folder,
    'a.yml',
    `# moved\n\n${rules(rule('New', 'up{job="3"} > 1'), rule('Old', 'up{job="1"} > 1'), rule('Twice', 'up{job="2"} > 1'), rule('Twice', 'up{job="2"} > 1'))}`,
  )
  const { told, note } = await found(folder, '--baseline', 'base.txt')
  expect(told).toEqual(['New impossible-threshold'])
  expect(note).toMatch(/\d findings of the baseline are not told/)
  put(
    folder,
    'a.yml',
    rules(rule('Twice', 'up{job="2"} > 1'), rule('Twice', 'up{job="2"} > 1'), rule('Twice', 'up{job="2"} > 1')),
  )
  expect((await found(folder, '--baseline', 'base.txt')).told).toContain('Twice impossible-threshold')
  put(folder, 'base.txt', '{')
  expect((await found(folder, '--baseline', 'base.txt')).told).toContain('Write it anew')
})

test('only what a branch adds is told', async () => {
  const folder = temporaryFolder()
  const git = (...words: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', '-c', 'init.defaultBranch=main', ...words], {
      cwd: folder,
    })
  put(folder, 'a.yml', rules(rule('Old', 'up{job="1"} > 1')))
  git('init', '-q')
  git('add', '.')
  git('commit', '-qm', 'one')
  git('checkout', '-qb', 'branch')
  put(folder, 'a.yml', rules(rule('New', 'up{job="3"} > 1'), rule('Old', 'up{job="1"} > 1')))
  put(folder, 'sub/b.yml', rules(rule('Added', 'up{job="4"} > 1')))
  const { told, note } = await found(folder, '--changed-since', 'main')
  expect(told).toEqual(['New impossible-threshold', 'Added impossible-threshold'])
  expect(note).toContain('Only what is new since main is told')
  git('add', '.')
  git('commit', '-qm', 'two')
  // What main got meanwhile is not the branch's.
  git('checkout', '-q', 'main')
  put(folder, 'a.yml', rules())
  git('commit', '-qam', 'three')
  git('checkout', '-q', 'branch')
  expect((await found(folder, '--changed-since', 'main')).told).toEqual([
    'New impossible-threshold',
    'Added impossible-threshold',
  ])
  expect((await found(join(folder, 'sub'), '--changed-since', 'main')).told).toEqual(['Added impossible-threshold'])
  expect((await found(folder, '--changed-since', 'nowhere')).told).toContain('This repository has no revision nowhere.')
})

test('as Markdown, in which nobody else makes links', async () => {
  const folder = temporaryFolder()
  put(folder, 'a.yml', rules(rule('"[x](http://evil) <b>@all"', 'up{job="1"} > 1')))
  const { stdout } = await here(['check', '--no-catalog', '--format', 'markdown', '.'], { cwd: folder })
  expect(stdout).toMatch(/^\*\*\d+ errors?/)
  expect(stdout).toContain('### a.yml')
  expect(stdout).toContain('- **error** `impossible-threshold` line 5 › g › \\[x\\](http://evil) \\<b\\>\\@all: ')
})

test('of thousands of findings Markdown holds what a comment does', async () => {
  const folder = temporaryFolder()
  put(folder, 'a.yml', rules(...Array.from({ length: 1_500 }, (_, at) => rule(`A${at}`, `up > ${at + 1}`))))
  const { stdout } = await here(['check', '--no-catalog', '--format', 'markdown', '.'], { cwd: folder })
  expect(Buffer.byteLength(stdout)).toBeLessThan(60_000)
  expect(stdout).toMatch(/\d+ more are left out\.\n$/)
})

test('the words of the hooks and of the action are known', () => {
  const hooks = parse(readFileSync(join(root, '.pre-commit-hooks.yaml'), 'utf8')) as { entry: string }[]
  for (const { entry } of hooks) expect(readArguments(entry.split(' ').slice(1)).command).toBe('check')
  const { bin } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { bin: Record<string, string> }
  expect(hooks.map(({ entry }) => entry.split(' ')[0])).toEqual(hooks.map(() => Object.keys(bin)[0]))
})

test('the action checks what it is told to, runs nothing else, and ends as the check does', () => {
  const folder = temporaryFolder()
  put(folder, 'a.yml', rules(rule('Old', 'up{job="1"} > 1')))
  const { runs } = parse(readFileSync(join(root, 'action.yml'), 'utf8')) as {
    runs: { steps: { name: string; run: string }[] }
  }
  const script = runs.steps.find(({ name }) => name === 'Check')?.run ?? ''
  const run = (PATHS: string) => {
    const summary = join(folder, 'summary.md')
    const env = {
      ...process.env,
      GITHUB_ACTION_PATH: root,
      GITHUB_STEP_SUMMARY: summary,
      PATHS,
      SINCE: '',
      ARGUMENTS: '--no-catalog',
    }
    return spawnSync('bash', ['-e', '-o', 'pipefail', '-c', script], { cwd: folder, encoding: 'utf8', env })
  }
  expect(run('a.yml')).toMatchObject({ status: 1, stdout: expect.stringContaining('::error file=a.yml,line=5') })
  expect(readFileSync(join(folder, 'summary.md'), 'utf8')).toContain('`impossible-threshold`')
  const told = run('a.yml $(touch pwned) `touch pwned`')
  expect(told.status).toBe(2)
  expect(existsSync(join(folder, 'pwned'))).toBe(false)
})

test('a recording rule that a branch removes, and that others still read', async () => {
  const folder = temporaryFolder()
  const git = (...words: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', '-c', 'init.defaultBranch=main', ...words], {
      cwd: folder,
    })
  const record = '  - record: job:down:count\n    expr: count by (job) (up == 0)\n'
  put(folder, 'a.yml', rules(record))
  put(folder, 'b.yml', rules(rule('Reads', 'job:down:count > 3')))
  git('init', '-q')
  git('add', '.')
  git('commit', '-qm', 'one')
  git('checkout', '-qb', 'branch')
  put(folder, 'a.yml', rules(record.replace('down:count', 'gone:count')))
  git('commit', '-qam', 'two')
  expect((await found(folder, '--changed-since', 'main')).told).toContain('Reads unknown-metric')
  put(folder, 'b.yml', rules(rule('Reads', 'job:gone:count > 3')))
  expect((await found(folder, '--changed-since', 'main')).told).not.toContain('Reads unknown-metric')
})
