import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { put, temporaryFolder } from '../output/folder.ts'
import { root } from '../support/root.ts'
import { type Answer, cli } from './cli.ts'
import { here } from './here.ts'

const sloppy = join(root, 'test', 'checks', 'fixtures', 'sloppy')
const exposition = join(root, 'test', 'documents', 'exposition', 'fixtures', 'metrics.prom')

const check = (words: readonly string[], cwd?: string): Promise<Answer> =>
  here(['check', ...words], cwd === undefined ? {} : { cwd })

const rule = (expr: string) => `groups:\n- name: g\n  rules:\n  - record: a:b:c\n    expr: ${expr}\n`

describe('npm run check', () => {
  test('finds nothing in our definitions, nor in what is built from them', async () => {
    expect(await cli(['check'])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^No findings in \d+ rules and \d+ panels/),
    })
    expect(await cli(['check', 'out'])).toMatchObject({ code: 0, stderr: '' })
  })

  test("tells everything that is wrong with somebody's stack", async () => {
    const { code, stdout, stderr } = await check(['.'], sloppy)
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' })
    await expect(stdout).toMatchFileSnapshot('../checks/fixtures/sloppy.txt')
  })

  test.each([
    ['a path that does not exist', ['nowhere.yml'], 'error  nowhere.yml\n  There is no such file or folder.'],
    ['a folder without files of ours', ['.'], 'the folder has no .yml, .yaml, .rules or .json file'],
    ['an unknown format', ['--format', 'sarfi'], 'There is no format sarfi; did you mean sarif?'],
    ['a catalog for nothing', ['--catalog', exposition], 'A catalog is for checking files, and no file is named.'],
    [
      'only a catalog, without one',
      ['--only-catalog', exposition.replace('metrics.prom', 'x.yml')],
      '--only-catalog needs a catalog.',
    ],
    ['no catalog beside one', ['x.yml', '--no-catalog', '--only-catalog'], '--no-catalog and a catalog contradict'],
    ['no catalog for nothing', ['--no-catalog'], '--no-catalog is for checking files, and no file is named.'],
    ['a release that is none', ['x.yml', '--prometheus-version', 'new'], 'new is no release of Prometheus.'],
    ['a flag that is not known', ['--catalogue', 'x'], 'Unknown flag --catalogue; did you mean --catalog?'],
  ])('refuses %s as wrong usage', async (_, words, message) => {
    const { code, stdout, stderr } = await check(words, temporaryFolder())
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(message)
  })

  test('answers programs in their format, with the place of the culprit', async () => {
    const folder = temporaryFolder()
    put(folder, 'rules.yml', rule('|\n      up\n        == = 0'))
    const { code, stdout } = await check(['rules.yml', '--format', 'json'], folder)
    const { findings, errors } = JSON.parse(stdout)
    expect({ code, errors }).toEqual({ code: 1, errors: 1 })
    expect(findings).toMatchObject([
      { check: 'promql-syntax', file: 'rules.yml', line: 7, column: 12, path: ['g', 'a:b:c'] },
    ])
  })

  test('lists waivers', async () => {
    const { code, stdout } = await check(['--waivers'])
    expect(code).toBe(0)
    expect(stdout).toMatch(/^(?:No waivers\.|\S+ {3}\S.*\n {2}\S)/)
  })

  test('knows the metrics of a recorded exposition, and only those when ours would get in the way', async () => {
    const folder = temporaryFolder()
    put(folder, 'rules.yml', rule('sum(rate(shop_orders_total[5m])) / sum(rate(shop_ordrs_total[5m]))'))
    put(folder, 'ours.yml', rule('sum(rate(http_requests_total[5m]))'))
    const some = await check(['rules.yml', exposition], folder)
    const both = await check(['rules.yml', 'ours.yml', '--catalog', exposition], folder)
    const only = await check(['rules.yml', 'ours.yml', '--catalog', exposition, '--only-catalog'], folder)
    expect(some.stdout).toContain(
      'No known series is called shop_ordrs_total; the nearest known name is shop_orders_total.',
    )
    expect(both.stdout).not.toContain('No known series is called http_requests_total')
    expect(only.stdout).toContain('No known series is called http_requests_total.')
  })
})

test('names are not judged where none is known, and the summary says so', async () => {
  const folder = temporaryFolder()
  put(folder, 'theirs.yml', rule('rate(theirs_total{a="b"}[5m]) / rate(theirs_total[5m]) + others'))
  put(folder, 'ours.yml', rule('sum(rate(http_request_total[5m]))'))
  const theirs = await check(['theirs.yml'], folder)
  const none = await check(['ours.yml', '--no-catalog', '--prometheus-version', '3.1'], folder)
  const json = await check(['theirs.yml', '--no-catalog', '--format', 'json'], folder)
  expect(theirs.stdout).toContain('self-ratio')
  expect(theirs.stdout).not.toContain('unknown-metric')
  expect(theirs.stdout).toMatch(
    /No catalog tells of the 2 metrics that the files read, .*--catalog FILE.*tells more\.\n$/,
  )
  expect(none).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('No catalog tells of the 1 metric that the files read'),
  })
  expect(JSON.parse(json.stdout).note).toContain('2 metrics')
})

describe('bad input', () => {
  const folder = temporaryFolder(afterAll)
  const lol = Array.from({ length: 9 }, (_, at) => `l${at + 1}: &l${at + 1} [${`*l${at},`.repeat(9)}]`).join('\n')
  const panel = (at: number) =>
    JSON.stringify({ id: at, type: 'stat', title: `Panel ${at}`, targets: [{ refId: 'A', expr: 'up == 0' }] })
  const files: Readonly<Record<string, string | Buffer>> = {
    'empty.yml': '',
    'empty.json': '  \n',
    'comment.yml': '# nothing\n',
    'binary.yml': Buffer.from([1, 2, 3, 0, 255, 254]),
    'latin1.yml': Buffer.from(`${rule('up')}# caf\xe9\n`, 'latin1'),
    'utf16.json': Buffer.from('\ufeff{}', 'utf16le'),
    'bomb.yml': `l0: &l0 [a,a,a,a,a,a,a,a,a]\n${lol}\ngroups: *l9\n`,
    'cycle.yml': 'groups: &g [*g]\n',
    'anchors.yml': `groups: ${'&a '.repeat(100_000)}x\n`,
    'deep.yml': `groups: ${'['.repeat(10_000)}${']'.repeat(10_000)}\n`,
    'indented.yml': `groups: \n${'- '.repeat(5_000)}x\n`,
    'deep.json': `{"panels":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
    'parentheses.yml': rule(`${'('.repeat(10_000)}up${')'.repeat(10_000)}`),
    'operators.yml': rule(`up${' + up'.repeat(10_000)}`),
    'long-name.yml': rule(`sum(${'x'.repeat(10_000)})`),
    'twice.json': '{"title":"D","panels":[],"panels":[]}',
    'twice.yml': 'groups: []\ngroups: []\n',
    'tab.yml': 'groups:\n\t- name: g\n',
    'cut.json': '{"title":"D","panels":[{"title":',
    'other.yml': 'kind: Deployment\n',
    'large.yml': `${rule('up')}#${' comment'.repeat(1 << 20)}\n`,
    'large.json': `{"title":"D","uid":"d","panels":[${Array.from({ length: 480_000 }, (_, at) => panel(at)).join(',')}]}`,
  }
  const clean: Readonly<Record<string, string>> = {
    'bom.yml': `\ufeff${rule('sum by (job) (up)')}`,
    'crlf.yml': rule('|\n      sum by (job) (\n        up)').replaceAll('\n', '\r\n'),
  }
  const found = new Map<string, { check: string; what: string; line: number }[]>()
  let answer: Answer | undefined

  beforeAll(async () => {
    for (const [name, content] of Object.entries({ ...files, ...clean })) writeFileSync(join(folder, name), content)
    // Two gigabytes are what node takes on a small machine.
    const env = { NODE_OPTIONS: '--max-old-space-size=2048' }
    answer = await cli(['check', ...Object.keys({ ...files, ...clean }), '/dev/zero', '--format', 'json'], {
      cwd: folder,
      env,
    })
    for (const finding of JSON.parse(answer.stdout).findings)
      found.set(finding.file, [...(found.get(finding.file) ?? []), finding])
  })

  test('ends with findings, and no stack trace', () => {
    expect(answer).toMatchObject({ code: 1, stderr: '' })
    expect(answer?.stdout).not.toMatch(/\\n\s+at /)
  })

  test.each([
    ['empty.yml', 1, 'unreadable-file', 'The file is empty.'],
    ['empty.json', 1, 'unreadable-file', 'The file is empty.'],
    ['comment.yml', 1, 'unreadable-file', 'The file is empty.'],
    ['binary.yml', 1, 'unreadable-file', 'The file is binary'],
    ['latin1.yml', 6, 'unreadable-file', 'This line is no UTF-8.'],
    ['utf16.json', 1, 'unreadable-file', 'The file is UTF-16'],
    ['bomb.yml', undefined, 'unreadable-file', 'this is a YAML bomb'],
    ['cycle.yml', 1, 'unreadable-file', 'The alias *g stands inside what it names.'],
    ['anchors.yml', 1, 'unreadable-file', 'More than 20 anchors or tags follow one another.'],
    ['deep.yml', undefined, 'unreadable-file', 'nested more than 100 levels deep'],
    ['indented.yml', undefined, 'unreadable-file', 'nested more than 100 levels deep'],
    ['deep.json', 1, 'unreadable-file', 'nested more than 200 levels deep'],
    ['parentheses.yml', 5, 'promql-syntax', 'nested more than 500 levels deep'],
    ['operators.yml', 5, 'promql-syntax', 'nested more than 500 levels deep'],
    ['twice.json', 1, 'malformed-file', 'The key panels stands twice'],
    ['twice.yml', 2, 'malformed-file', 'The key groups stands twice'],
    ['tab.yml', 2, 'unreadable-file', 'The YAML cannot be read: Tabs are not allowed as indentation.'],
    ['cut.json', 1, 'unreadable-file', 'JSON needs a value here, not the end of the file.'],
    ['other.yml', 1, 'unreadable-file', 'This is no rule file, dashboard'],
    ['large.yml', 1, 'unreadable-file', 'The YAML has 9 MB, and at most 4 MB are read.'],
    ['large.json', 1, 'unreadable-file', 'There are 480000 panels here, and only the first 2000 were checked.'],
    ['/dev/zero', 1, 'unreadable-file', 'This is neither a file nor a folder.'],
  ])('%s', (file, line, id, what) => {
    const finding = found.get(file)?.find((each) => each.what.includes(what))
    expect(finding).toMatchObject({ check: id, ...(line === undefined ? {} : { line }) })
  })

  test.each(Object.keys(clean))('%s is read like any other file', (file) => {
    expect((found.get(file) ?? []).filter((each) => /file|syntax/.test(each.check))).toEqual([])
  })

  test('endless names and lines are cut in what people read', async () => {
    const { stdout } = await check(['long-name.yml'], folder)
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThan(500)
  })
})

test('the sloppy stack has no mistake in its own form', () => {
  expect(() => JSON.parse(readFileSync(join(sloppy, 'dashboard.json'), 'utf8'))).not.toThrow()
})
