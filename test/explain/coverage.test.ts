import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { here } from '../commands/here.ts'
import { pathOf } from './told.ts'

const rules = pathOf('app.yml')

test('coverage names the stories that a test file lacks', async () => {
  const { code, stdout } = await here(['explain', rules, 'ManyErrors', '--coverage', pathOf('partial.test.yml')])
  expect(code).toBe(1)
  expect(stdout).toBe(
    [
      'ManyErrors: 1 of 5 stories',
      '  lacks "silent just below": No test expects it to be silent near its threshold: the nearest is off it by 97%.',
      '  lacks "absent": No test looks at it while there is no series that it reads.',
      '  lacks "no traffic": No test looks at it while its counters stand still.',
      '  lacks "resolves": No test expects it to fire and, later, no longer.',
      '',
      '1 of 5 stories of 1 alert are told.',
      '',
    ].join('\n'),
  )
})

test('the same as JUnit, escaped', async () => {
  const { code, stdout } = await here([
    'explain',
    rules,
    'ManyErrors',
    '--format',
    'junit',
    '--coverage',
    pathOf('partial.test.yml'),
  ])
  expect(code).toBe(1)
  expect(stdout).toContain('<testsuite name="ManyErrors" tests="5" failures="4">')
  expect(stdout).toContain('<testcase classname="ManyErrors" name="fires"/>')
  expect(stdout).toContain('<failure message="No test looks at it while its counters stand still."/>')
})

test('what --test writes lacks nothing', async () => {
  const out = join(mkdtempSync(join(tmpdir(), 'explain-')), 'app.test.yml')
  for (const alert of ['ManyErrors', 'SlowRequests', 'Down']) {
    expect(await here(['explain', rules, alert, '--test', '--out', out])).toMatchObject({ code: 0 })
    const { code, stdout } = await here(['explain', rules, alert, '--coverage', out])
    expect({ alert, code, stdout }).toMatchObject({ code: 0 })
  }
})

test('where one series fires, the others of the test are expected to be silent', async () => {
  const cwd = mkdtempSync(join(tmpdir(), 'explain-'))
  const write = (file: string, content: object) => writeFileSync(join(cwd, file), JSON.stringify(content))
  write('rules.yml', { groups: [{ name: 'g', rules: [{ alert: 'Fails', expr: 'increase(fails_total[10m]) > 1' }] }] })
  const input_series = [
    { series: 'fails_total{job="a"}', values: '0+1x20' },
    { series: 'fails_total{job="b"}', values: '7x20' },
  ]
  const alert_rule_test = [{ eval_time: '15m', alertname: 'Fails', exp_alerts: [{ exp_labels: { job: 'a' } }] }]
  write('a.test.yml', { rule_files: ['rules.yml'], tests: [{ interval: '1m', input_series, alert_rule_test }] })
  const { stdout } = await here(['explain', 'rules.yml', '--coverage', 'a.test.yml'], { cwd })
  expect(stdout).toMatch(/^Fails: 3 of 5 stories\n {2}lacks "absent".*\n {2}lacks "resolves"/)
})

test('a file that is no rule test is refused', async () => {
  const { code, stderr } = await here(['explain', rules, '--coverage', rules])
  expect(code).toBe(2)
  expect(stderr).toContain('This is no rule-test file')
})
