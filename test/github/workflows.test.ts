import { execFile } from 'node:child_process'
import { accessSync, chmodSync, constants, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { findProgram } from '../../build/commands/tools.ts'
import packageFile from '../../package.json' with { type: 'json' }
import stack from '../../stack.ts'
import { commit, git, init } from '../diff/repository.ts'
import { put, temporaryFolder, textOf } from '../output/folder.ts'
import { root } from '../support/root.ts'
import { testWith } from '../support/tools.ts'
import { readWorkflow, stepsOf, textOfWorkflow, workflowFiles } from './workflow.ts'

const ci = readWorkflow(textOfWorkflow('ci.yml'))
const comment = readWorkflow(textOfWorkflow('comment.yml'))

describe.each(workflowFiles)('%s', (file) => {
  const text = textOfWorkflow(file)

  test('has the keys and values that GitHub knows', () => {
    expect(() => readWorkflow(text)).not.toThrow()
  })

  test('gives nothing that somebody else wrote to a shell', () => {
    // Expressions are put into a script before the shell reads it; an environment variable is only text.
    for (const { run } of stepsOf(readWorkflow(text))) expect(run).not.toContain('${{')
  })

  test('names scripts that exist', () => {
    for (const { run } of stepsOf(readWorkflow(text))) {
      for (const [, name = ''] of run.matchAll(/npm run (?:--silent )?([\w:]+)/g))
        expect(Object.keys(packageFile.scripts)).toContain(name)
      for (const [path] of run.matchAll(/\.(?:ci|github)\/[\w/.-]+/g)) accessSync(join(root, path), constants.R_OK)
    }
  })
})

test('only the comment may write, and only to pull requests', () => {
  const granted = [ci, comment].flatMap(({ name, permissions, jobs }) =>
    [permissions, ...Object.values(jobs).map((job) => job.permissions ?? {})].flatMap((each) =>
      Object.entries(each).map(([scope, access]) => `${name}: ${scope} ${access}`),
    ),
  )
  expect(granted).toEqual([
    'CI: contents read',
    'Comment: actions read',
    'Comment: checks read',
    'Comment: contents read',
    'Comment: pull-requests write',
  ])
})

test('where a token can write, only the default branch is fetched before our own code runs', () => {
  const runs = stepsOf(comment).map(({ run }) => run)
  const revisions = runs.flatMap((run) => [...run.matchAll(/git (?:fetch|checkout)\b.*/g)].map(([line]) => line))
  expect(revisions).toEqual([
    'git fetch --quiet --no-tags origin "$GITHUB_SHA"',
    'git checkout --quiet --detach "$GITHUB_SHA"',
  ])
  expect(textOfWorkflow('comment.yml')).not.toMatch(/pull_request_target|download-artifact|head_sha/)
})

test('the comment follows the checks', () => {
  expect(comment.on.workflow_run?.workflows).toEqual([ci.name])
})

testWith(['bash'], 'the rules are validated by each release that they are for, in its own container', async (tool) => {
  const { strategy, steps } = ci.jobs.validate ?? { steps: [] }
  expect(strategy?.matrix.versions).toEqual(Object.keys(stack.releases))
  expect(stack.releases.debian12.prometheus).toMatch(/^2\.42\./)
  const last = steps.at(-1)
  const run = last !== undefined && 'run' in last ? last.run : ''

  for (const versions of ['pinned', 'debian12'] as const) {
    const bin = temporaryFolder()
    for (const program of ['npm', 'node', 'bash', 'sh']) {
      const path = program === 'node' ? process.execPath : findProgram(program)
      if (path !== undefined) symlinkSync(path, join(bin, program))
    }
    // Stands for Docker. It finds nothing, so the step ends after its first question.
    put(bin, 'docker', `#!/bin/sh\n[ "$1" = info ] || echo "$@" >> '${bin}/calls'\n`)
    // One that is installed must not be asked.
    put(bin, 'promtool', `#!/bin/sh\necho installed >> '${bin}/calls'\n`)
    for (const program of ['docker', 'promtool']) chmodSync(join(bin, program), 0o755)
    const tools = { PROMTOOL: join(bin, 'promtool'), AMTOOL: '', CONTAINER: '', PATH: bin }
    const env = { ...process.env, ...tools, VERSIONS: versions, RUNNER_TEMP: bin }
    await promisify(execFile)(tool.bash, ['-e', '-c', run], { cwd: root, env }).catch(() => undefined)
    const calls = textOf(bin, 'calls')
    expect(calls).toContain(`docker.io/prom/prometheus:v${stack.releases[versions].prometheus} `)
    expect(calls).not.toContain('installed')
  }
})

test('pictures are drawn by the one browser of the runner that has a sandbox', () => {
  const drawing = stepsOf(ci).filter(({ run }) => /npm run (?:--silent )?preview .*--png/.test(run))
  expect(drawing).toMatchObject([{ env: { CHROMIUM: '/usr/bin/google-chrome' } }])
})

for (const [file, commits, what] of [
  ['ci.yml', 2, 'a pull request merged, and what it is merged into'],
  ['comment.yml', 3, 'the whole history'],
] as const)
  testWith(['bash'], `${file} checks out ${commits} commits: ${what}`, async ({ bash }) => {
    const origin = init()
    put(origin, 'a', '1')
    for (const text of ['2', '3']) {
      commit(origin)
      put(origin, 'a', text)
    }
    const revision = commit(origin)
    const clone = temporaryFolder()
    const env = { ...process.env, HOME: temporaryFolder(), REPOSITORY_URL: `file://${origin}`, GITHUB_SHA: revision }
    const [{ run } = { run: '' }] = stepsOf(readWorkflow(textOfWorkflow(file)))
    await promisify(execFile)(bash, ['-e', '-c', run], { cwd: clone, env })
    expect(git(clone, 'rev-parse', 'HEAD').trim()).toBe(revision)
    expect(git(clone, 'rev-list', '--count', 'HEAD').trim()).toBe(String(commits))
    expect(textOf(clone, 'a')).toBe('3')
  })

describe('this test sees', () => {
  const text = textOfWorkflow('comment.yml')
  test.each([
    ['a key that GitHub does not know', text.replace('timeout-minutes', 'timeout-minuts')],
    ['an action', text.replace(/ {8}run: npm ci.*/, '        uses: actions/setup-node@v4')],
    ['a permission that is none', text.replace('checks: read', 'check: read')],
    ['an event in whose run the code of a fork could write', text.replace('workflow_run:', 'pull_request_target:')],
    ['a job that may run for hours', text.replace(/ {4}timeout-minutes: \d+\n/, '')],
  ])('%s', (_, wrong) => {
    expect(wrong).not.toBe(text)
    expect(() => readWorkflow(wrong)).toThrow()
  })
})
