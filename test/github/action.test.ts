import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import { commit, init } from '../diff/repository.ts'
import { put, temporaryFolder } from '../output/folder.ts'
import { root } from '../support/root.ts'

// The steps of the action as GitHub runs them: the inputs in the environment, the script in bash.

interface Step {
  readonly name: string
  readonly run: string
  readonly env?: Readonly<Record<string, string>>
}
interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>
  readonly runs: { readonly steps: readonly Step[] }
}
const action: Action = parse(readFileSync(join(root, 'action.yml'), 'utf8'))

const workspace = temporaryFolder(afterAll)
const rule = (expr: string) =>
  `groups:\n- name: g\n  rules:\n  - {alert: A, expr: '${expr}', labels: {severity: warning}, annotations: {summary: x, runbook_url: 'https://x.org'}}\n`
const wrong = rule('rate(a{b="5"}[5m]) / rate(a[5m]) > 0.1')
const hostile = ['rules/$(touch pwned) `touch pwned`.yml', `rules/" ' ;touch pwned;.yml`, 'rules/::error::a\nb.yml']
put(workspace, 'fine/rules.yml', rule('up{job="a"} + 1 > 3'))
put(workspace, 'two words/rules.yml', wrong)
init(workspace)
commit(workspace)
for (const file of hostile) put(workspace, file, wrong)

function run(name: string, inputs: Readonly<Record<string, string>>, path = process.env.PATH) {
  const step = action.runs.steps.find((each) => each.name === name)
  const summary = join(temporaryFolder(afterAll), 'summary')
  const filled = Object.entries(step?.env ?? {}).map(([key, text]) => {
    const input = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(text)?.[1] ?? ''
    return [key, inputs[input] ?? action.inputs[input]?.default]
  })
  const { status, stdout, stderr } = spawnSync(
    '/bin/bash',
    ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step?.run ?? 'exit 9'],
    {
      cwd: workspace,
      encoding: 'utf8',
      env: { PATH: path, GITHUB_ACTION_PATH: root, GITHUB_STEP_SUMMARY: summary, ...Object.fromEntries(filled) },
    },
  )
  expect(existsSync(join(workspace, 'pwned'))).toBe(false)
  return { status, stdout, stderr, summary: existsSync(summary) ? readFileSync(summary, 'utf8') : '' }
}

test('names of files are no commands, neither of the shell nor of GitHub', () => {
  const { status, stdout, summary } = run('Check', {})
  expect(status).toBe(1)
  expect(stdout.match(/^::error file=rules.*title=self-ratio/gm)).toHaveLength(hostile.length)
  expect(stdout).not.toMatch(/^::error::/m)
  expect(summary.match(/`self-ratio`/g)).toHaveLength(hostile.length + 1)
})

test('a path a line may have blanks, others are separated by them', () => {
  expect(run('Check', { paths: 'two words/\nfine/rules.yml\n' }).stdout).toContain('of 2 files')
  expect(run('Check', { paths: 'fine fine/rules.yml' }).stdout).toContain('of 1 file.')
})

test.each([
  { paths: '$(touch pwned)' },
  { paths: '--help' },
  { 'changed-since': 'HEAD; touch pwned' },
  { arguments: '--no-catalog; touch pwned' },
])('what is no path, revision or flag fails: %o', (inputs) => {
  expect(run('Check', inputs)).toMatchObject({ status: 2, summary: '' })
})

test('only what a branch adds', () => {
  const { stdout } = run('Check', { 'changed-since': 'HEAD' })
  expect(stdout).not.toContain('two words')
  expect(stdout).toContain('rules/')
})

test('without Node it says what is needed', () => {
  const { status, stdout } = run('Install', {}, '/nowhere')
  expect([status, stdout]).toEqual([1, expect.stringContaining('put actions/setup-node before it')])
})
