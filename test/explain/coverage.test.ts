import { mkdtempSync } from 'node:fs'
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

test('a file that is no rule test is refused', async () => {
  const { code, stderr } = await here(['explain', rules, '--coverage', rules])
  expect(code).toBe(2)
  expect(stderr).toContain('This is no rule-test file')
})
