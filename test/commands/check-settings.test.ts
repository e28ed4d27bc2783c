import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { put, temporaryFolder } from '../output/folder.ts'
import { here } from './here.ts'

const rules = JSON.stringify({
  groups: [{ name: 'g', rules: [{ alert: 'a', expr: 'up > 1', for: '2h', labels: { severity: 'warning' } }] }],
})

const found = async (settings: string, words = ['.'], cwd = '') => {
  const folder = temporaryFolder()
  put(folder, 'monitoring-check.yml', settings)
  put(folder, 'rules/a.yml', rules)
  put(folder, 'legacy/deep/b.yml', rules)
  const { stdout, stderr, code } = await here(['check', '--no-catalog', '--format', 'json', ...words], {
    cwd: join(folder, cwd),
  })
  if (code === 2) return stderr
  const { findings } = JSON.parse(stdout) as {
    findings: { check: string; file: string; severity: string; owner?: string }[]
  }
  return findings.map(({ check, file, severity, owner }) => [file, check, severity, owner].filter(Boolean).join(' '))
}

const always = ['impossible-threshold', 'runbook-link']

test('checks are off or weigh otherwise, for all files or for some, which have owners', async () => {
  const plain = await found('{}')
  for (const check of always) expect(String(plain)).toContain(check)
  const told = await found(
    [
      'off: [runbook-link]',
      'severity: { impossible-threshold: warning }',
      'paths:',
      '- files: ["legacy/**"]',
      '  off: [impossible-threshold]',
      '- files: [rules/*.yml]',
      '  owner: team-web',
      'house: { alerts: { maxFor: 1h } }',
    ].join('\n'),
  )
  expect(told).toEqual([
    'legacy/deep/b.yml house-alerts error',
    'rules/a.yml house-alerts error team-web',
    'rules/a.yml impossible-threshold warning team-web',
  ])
})

test('they are found from a folder inside, and named otherwise by --config', async () => {
  const settings = 'paths: [{ files: ["legacy/**"], off: [runbook-link] }]'
  expect(String(await found(settings, ['deep'], 'legacy'))).not.toContain('runbook-link')
  expect(String(await found(settings, ['rules', '--config', 'other.yml']))).toContain('other.yml')
})

test('those of another repository around it are not', async () => {
  const folder = temporaryFolder()
  put(folder, 'monitoring-check.yml', 'of: [x]')
  put(folder, 'inner/a.yml', rules)
  mkdirSync(join(folder, 'inner', '.git'))
  expect((await here(['check', '--no-catalog', 'a.yml'], { cwd: join(folder, 'inner') })).code).toBe(1)
})

test.each([
  [
    'off: [runbook-lnk]',
    'monitoring-check.yml:1:7 › off\n  There is no check runbook-lnk.\n  Did you mean runbook-link?',
  ],
  ['of: [runbook-link]', 'There is no key of.\n  Did you mean off?'],
  ['severity: { severity: eror }', 'There is no value eror.\n  Did you mean error?'],
  ['severity: { severty: error }', 'There is no check severty.\n  Did you mean severity?'],
  ['house: { alerts: { label: {} } }', 'There is no key label.\n  Did you mean labels?'],
  ['house: { alerts: { maxFor: long } }', 'Write a duration such as 30m.'],
  ['house: { alerts: { labels: { team: "(" } } }', 'This is no regular expression of RE2: missing closing )'],
  ['house: { alerts: [] }', 'This should be a mapping.'],
  ['off: runbook-link', 'This should be a list.'],
  ['paths: [{ off: [severity] }]', 'The key files is missing.'],
  ['off: [', 'The YAML cannot be read'],
])('%s is refused', async (settings, sentence) => {
  expect(await found(settings)).toContain(sentence)
})

test('a pattern that hangs other engines', async () => {
  expect(await found('house: { alerts: { annotations: { x: "(a+)+!" }, name: "(a+)+!" } }')).toContain(
    'rules/a.yml house-alerts error',
  )
})
