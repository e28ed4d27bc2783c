import { execFileSync } from 'node:child_process'
import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { everything, put, stateOf, textOf } from '../output/folder.ts'
import { root } from '../support/root.ts'
import { cli, copyOfRepository } from './cli.ts'
import { here } from './here.ts'

/** A copy with what lays out the files, and with the tests that are added to. */
function copyWithTests(): string {
  const copy = copyOfRepository()
  for (const name of [
    'biome.json',
    'vitest.config.ts',
    'test/queries',
    'test/specification',
    'test/support/longest-first.ts',
    'test/support/root.ts',
    'test/support/loud-skips.ts',
    'test/support/tools.ts',
  ])
    cpSync(join(root, name), join(copy, name), { recursive: true, filter: (path) => !/breaches\.test\.ts$/.test(path) })
  return copy
}

/** Runs a program of the packages; what it printed is the error when it fails. */
const run = (repository: string, program: string, ...words: readonly string[]): string =>
  execFileSync(join(root, 'node_modules/.bin', program), words, { cwd: repository, encoding: 'utf8', stdio: 'pipe' })

test('a metric, a query, a panel, an alert and a dashboard are added and pass everything but for the prose', async () => {
  const repository = copyWithTests()
  const add = (...words: readonly string[]) => cli(['new', ...words], { repository })
  const added = { code: 0, stderr: '' }
  expect(
    await add('metric', 'extraction_file_size_bytes', '--type', 'histogram', '--label', 'task_type'),
  ).toMatchObject(added)
  expect(await add('query', 'fileSizeP95')).toMatchObject(added)
  expect(
    await add('panel', 'File size p95', '--by', 'task_type', '--in', './dashboards/celery-workers.ts'),
  ).toMatchObject(added)
  const alert = ['PyBaseExtractionFilesLarge', '--of', 'extraction.fileSizeP95', '--by', 'task_type']
  expect(await add('alert', ...alert, '--above', '100MiB')).toMatchObject(added)
  expect(await add('dashboard', 'files', '--of', 'extraction.fileSizeP95')).toMatchObject(added)

  run(repository, 'tsc')
  run(
    repository,
    'biome',
    'check',
    '--error-on-warnings',
    '--vcs-enabled=false',
    'queries',
    'dashboards',
    'alerts',
    'test',
  )
  run(repository, 'vitest', 'run', 'test/queries')
  run(repository, 'vitest', 'run', 'test/specification', '-t', 'the catalog')

  const runbook = 'alerts/runbooks/PyBaseExtractionFilesLarge.md'
  const lineOf = (heading: string) => textOf(repository, runbook).split('\n').indexOf(heading) + 1
  expect(await cli(['build'], { repository })).toMatchObject({
    code: 1,
    stderr: ['Impact', 'Mitigation']
      .map(
        (title) => `error  runbook   ${runbook}:${lineOf(`## ${title}`)}:1
  The section "## ${title}" is empty.
  Write what the person who is woken needs to know; the other runbooks show how.
`,
      )
      .join('\n'),
  })
  const prose = textOf(repository, runbook).replaceAll(/^## (?:Impact|Mitigation)$/gm, `$&\n\n${'Said. '.repeat(20)}`)
  put(repository, runbook, prose)
  expect(await cli(['build'], { repository })).toMatchObject(added)
  expect(textOf(repository, 'out/tests/slow-tasks.test.yml')).toContain('PyBaseExtractionFilesLarge')
  expect(textOf(repository, 'out/grafana-dashboards/files.json')).toContain('"File size p95"')
})

test('what a build would refuse is not written', async () => {
  const repository = copyWithTests()
  const before = [stateOf(join(repository, 'alerts')), stateOf(join(repository, 'dashboards'))]
  const { code, stdout, stderr } = await cli(['new', 'alert', 'PyBaseRedisFilling', '--of', 'redis.memoryUsage'], {
    repository,
  })
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  expect(stderr).toMatch(/so nothing was written: PyBaseRedisMemoryHigh .* fires only when PyBaseRedisFilling/)
  expect([stateOf(join(repository, 'alerts')), stateOf(join(repository, 'dashboards'))]).toEqual(before)
})

test('a file that cannot be written is named, and no other is written', async () => {
  const repository = copyWithTests()
  // A folder in the place of a file: it can be neither read nor replaced, by root either.
  rmSync(join(repository, 'test/queries/snapshots/http.promql'))
  put(repository, 'test/queries/snapshots/http.promql/a', '')
  const written = () => everything(repository).filter((name) => !name.startsWith('node_modules/'))
  const before = written()
  const { code, stderr } = await cli(['new', 'query', 'latencyP90'], { repository })
  expect(code).toBe(1)
  expect(stderr).toContain(
    'error  test/queries/snapshots/http.promql\n  Nothing was added, because the file cannot be read:',
  )
  expect(written()).toEqual(before)
  expect(textOf(repository, 'queries/http.ts')).toBe(textOf(root, 'queries/http.ts'))
})

test.each([
  [[], 'It is not said what to add: metric, query, panel, dashboard, alert or record.'],
  [['foo'], 'There is no kind of definition foo: it is metric, query, panel, dashboard, alert or record.'],
  [
    ['metrics', 'x'],
    'There is no kind of definition metrics: it is metric, query, panel, dashboard, alert or record. Did you mean metric?',
  ],
  [['metric'], 'The name of the metric is missing.'],
  [
    ['panel', 'File', 'size'],
    'One name is expected after panel, but there are 2 words; a name with blanks stands in quotes.',
  ],
  [['query', 'x', '--row', 'A'], 'A query has no --row; it has --in, --of.'],
  [['panel', 'X', '--label', 'A'], 'A panel has no --label; it has --in, --of, --by, --type, --row, --text.'],
])('new %j is refused with the usage', async (words, said) => {
  const { code, stdout, stderr } = await here(['new', ...words])
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toContain(`error  command line › new\n  ${said}\n  Usage: npm run new -- `)
})
