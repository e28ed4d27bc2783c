import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cli, copyOfRepository } from '../commands/cli.ts'
import { here } from '../commands/here.ts'
import { put, temporaryFolder, textOf } from '../output/folder.ts'
import { root } from '../support/root.ts'
import { commit, init } from './repository.ts'

function replace(repository: string, file: string, from: string, to: string): void {
  const text = textOf(repository, file)
  if (text.split(from).length !== 2) throw new Error(`"${from}" is not once in ${file}`)
  put(repository, file, text.replace(from, to))
}

describe('five changes in one commit', () => {
  const repository = copyOfRepository(temporaryFolder(afterAll))

  beforeAll(async () => {
    expect(await cli(['build'], { repository })).toMatchObject({ code: 0 })
    init(repository)
    // The same query, written otherwise than we write it.
    const requests = '"sum(\\n  rate(\\n    http_requests_total{'
    put(
      repository,
      'out/grafana-dashboards/api-performance.json',
      textOf(repository, 'out/grafana-dashboards/api-performance.json').replace(
        requests,
        '"sum(rate( http_requests_total{ ',
      ),
    )
    commit(repository)
    replace(repository, 'alerts/slow-tasks.ts', ".above('1s')", ".above('2.5s')")
    replace(
      repository,
      'alerts/slow-tasks.ts',
      ".and(application.slowLately),\n  for: '5m'",
      ".and(application.slowLately),\n  for: '10m'",
    )
    const dashboard = 'dashboards/api-performance.ts'
    replace(repository, dashboard, "'Client errors',\n      http.client", "'Refused requests',\n      http.client")
    const [head = '', traffic = '', times = '', ...rest] = textOf(repository, dashboard).split(
      /(?=^ {2}row\(\n {4}'(?:Traffic|Response time)')|(?<=^ {2}\),\n)(?=^ {2}row\(\n {4}'Errors')/m,
    )
    put(repository, dashboard, [head, times, traffic, ...rest].join(''))
  })

  const lines = (drills = '') => `Alerting behaviour
  alerts/slow-tasks.yml
    PyBaseApiLatencyHigh fires later: threshold 1s → 2.5s, also in 4 panels
    PyBaseDatabaseQuerySlow fires later: for 5m → 10m
${drills}
Appearance
  dashboard PyBase / API performance
    panel 'Client errors' is now called 'Refused requests'
    row 'Response time' moved above 'Traffic'
`

  const played = `  drills
    Every request takes thirty times as long: told after 5m52s → 6m52s
    Updates take seconds: told after 5m44s → 10m44s, no longer as it should be
`

  test('give four lines and what they make of the drills, and the reformatted query none', async () => {
    const { code, stdout, stderr } = await cli(['diff'], { repository })
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toBe(
      `${lines(played)}\n6 differences from out/ at HEAD to the definitions: 4 of alerting behaviour, 2 of appearance.\n`,
    )
    expect(textOf(root, 'docs/diff.md')).toContain(stdout)
  })

  test('are the same between two commits', async () => {
    expect(await cli(['build'], { repository })).toMatchObject({ code: 0 })
    commit(repository)
    const { stdout } = await cli(['diff', 'HEAD~1..HEAD'], { repository })
    expect(stdout).toContain(lines())
    expect(await cli(['diff', '--exit-code', 'HEAD~1...'], { repository })).toMatchObject({ code: 1 })
    // Until they are played again, the recorded drills differ.
    expect((await cli(['diff'], { repository })).stdout).not.toContain('fires later')
  })

  test('definitions that do not compile cannot be compared', async () => {
    replace(repository, 'alerts/slow-tasks.ts', "'PyBaseApiLatencyHigh'", "'PyBaseDatabaseQuerySlow'")
    const { code, stderr } = await cli(['diff', '--exit-code'], { repository })
    expect(code).toBe(2)
    expect(stderr).toMatch(/^error {2}/)
  })
})

describe('two files', () => {
  const folder = temporaryFolder(afterAll)
  const rules = (threshold: number, more = ''): string =>
    `groups: [{name: a, rules: [{alert: Slow, expr: 'x_seconds > ${threshold}'${more}}]}]\n`
  put(folder, 'old.yml', rules(1))
  put(folder, 'new.yml', rules(5))
  put(folder, 'field.yml', rules(1, ', nonsense: 1'))
  put(folder, 'broken.yml', 'groups: [\n')
  put(folder, 'broken.json', '{"panels": [}')
  put(folder, 'empty.json', '')
  put(folder, 'other.json', '{"a": 1}')
  const run = (...words: readonly string[]) => here(['diff', ...words], { cwd: folder })

  test('of rules', async () => {
    expect(await cli(['diff', 'old.yml', 'new.yml'], { cwd: folder })).toEqual({
      code: 0,
      stdout:
        'Alerting behaviour\n  new.yml\n    Slow fires later: threshold 1s → 5s\n\n' +
        '1 difference from old.yml to new.yml: 1 of alerting behaviour.\n',
      stderr: '',
    })
    expect(await run('old.yml', 'new.yml', '--exit-code')).toMatchObject({ code: 1 })
    expect(await run('old.yml', 'old.yml', '--exit-code')).toMatchObject({ code: 0 })
  })

  test('with a field that nobody knows', async () => {
    const { stdout } = await run('old.yml', 'field.yml')
    expect(stdout).toContain('Slow: nonsense set to 1')
  })

  test.each([
    ['broken.yml', 'broken.yml:2:1'],
    ['broken.json', 'broken.json:1:13'],
    ['empty.json', 'empty.json'],
    ['other.json', 'This is no dashboard, rule file or configuration that could be compared'],
    ['nothing.yml', 'There is no such file or folder.'],
  ])('one of which is %s', async (file, message) => {
    const { code, stdout, stderr } = await run('old.yml', file, '--exit-code')
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(message)
    expect(stderr.match(/^error {2}/gm)).toHaveLength(1)
  })

  test('in a format that there is not', async () => {
    expect(await run('old.yml', 'new.yml', '--format', 'markdwn')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('There is no format markdwn; did you mean markdown?'),
    })
  })

  test('of ten megabytes', async () => {
    const panel = (id: number, unit: string) => ({
      id,
      title: `Panel ${id}`,
      type: 'timeseries',
      targets: [{ refId: 'A', expr: `sum by (job) (rate(metric_${id}[5m]))` }],
      fieldConfig: {
        defaults: { unit, custom: Object.fromEntries(Array.from({ length: 200 }, (_, at) => [`k${at}`, at])) },
      },
    })
    const board = (unit: string) =>
      JSON.stringify({
        title: 'Large',
        panels: Array.from({ length: 5000 }, (_, id) => panel(id, id === 7 ? unit : 's')),
      })
    put(folder, 'a.json', board('s'))
    put(folder, 'b.json', board('ms'))
    expect(textOf(folder, 'a.json').length).toBeGreaterThan(10e6)
    const { code, stdout } = await run('a.json', 'b.json')
    expect(code).toBe(0)
    expect(stdout).toContain("panel 'Panel 7': unit s → ms")
  })
})
