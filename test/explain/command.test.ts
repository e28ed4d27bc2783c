import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { here } from '../commands/here.ts'
import { root } from '../support/root.ts'
import { pathOf } from './told.ts'

const rules = pathOf('app.yml')

test('a file with many alerts is told in short, one of them at length', async () => {
  const all = await here(['explain', rules])
  expect(all.stdout).toContain('10 alerts. Name one for its story')
  // LowHitRate can never fire.
  expect(all.code).toBe(1)
  const one = await here(['explain', rules, 'Down'])
  expect(one.code).toBe(0)
  expect(one.stdout).toContain('state │·ppFFFrrr')
  expect(one.stdout).toContain('runbook-link')
})

test('an alert of ours is known by its name', async () => {
  const { code, stdout } = await here(['explain', 'PyBaseWatchdog'])
  expect({ code, stdout }).toMatchObject({ code: 0 })
  expect(stdout).toContain('It always fires')
})

test('where it goes, and what silences it', async () => {
  const config = pathOf('alertmanager.yml')
  const down = await here(['explain', rules, 'Down', '--alertmanager', config])
  expect(down.stdout).toContain(
    'It goes to pager, by pagerduty, grouped by job (route › routes[0]).\n  Nothing inhibits it.',
  )
  const slow = await here(['explain', rules, 'SlowRequests', '--alertmanager', config])
  expect(slow.stdout).toContain('It goes to chat, by slack, grouped by alertname (route › routes[1]).')
  expect(slow.stdout).toContain('It is inhibited while Gone with alertname="Gone" fires with the same job.')
})

test('a recorded exposition takes the place of guesses', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'explain-'))
  const catalog = join(folder, 'app.prom')
  writeFileSync(catalog, '# TYPE app_connections gauge\napp_connections{pool="a"} 1\napp_connections{pool="b"} 2\n')
  const { stdout } = await here(['explain', rules, 'Unbalanced', '--catalog', catalog])
  expect(stdout).not.toContain('What is guessed')
  expect(stdout).toContain('pool="a"')
  expect(stdout).toContain('2 series of app_connections per target')
})

test.each([
  [['explain'], 2, 'Nothing is named to explain.'],
  [['explain', 'PyBaseWatchdog', '--catalog', rules], 2, 'has a catalog already'],
  [['explain', 'nothing.yml'], 2, 'There is no such file or folder.'],
  [['explain', rules, 'Dwn'], 2, 'did you mean Down?'],
  [['explain', rules, 'app:requests:rate5m'], 1, 'This is a recording rule'],
  [['explain', '--expr', '{app="x"} |= "error"'], 1, 'This is LogQL'],
  [['explain', '--expr', 'foo(up) > 1'], 1, 'There is no function "foo".'],
  [['explain', '--expr', 'x > '], 1, 'This cannot be read as PromQL'],
  [['explain', '--expr', 'x > 1', rules], 2, 'contradict each other'],
  [['explain', rules, '--out', 'x.yml'], 2, '--out is for --test.'],
  [['explain', rules, '--format', 'junit'], 2, 'There is no format junit of this.'],
  [['explain', rules, 'Down', '--alertmanager', rules], 1, 'This is no alertmanager.yml'],
  [['explain', pathOf('alertmanager.yml')], 1, 'There is no rule in it.'],
])('%j ends with %i: %s', async (words, code, message) => {
  const answer = await here(words)
  expect({ code: answer.code, text: answer.stdout + answer.stderr }).toMatchObject({ code })
  expect(answer.stderr).toContain(message)
})

test('the page shows what is printed', async () => {
  const page = readFileSync(join(root, 'docs', 'explain.md'), 'utf8')
  const [, words = '', printed] = /```text\n\$ npm run (explain) -- .*\n([\s\S]*?)```/.exec(page) ?? []
  const config = 'test/explain/rules/alertmanager.yml'
  const asked = [words, 'test/explain/rules/app.yml', 'Down', '--alertmanager', config]
  expect((await here(asked, { cwd: root })).stdout).toBe(printed)
})
