import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { cli, copyOfRepository } from './commands/cli.ts'
import { slip } from './definitions/repository.ts'
import { put, temporaryFolder, textOf } from './output/folder.ts'
import { root } from './support/root.ts'

/** What people read: the README, and the pages that it leads to. */
const pages = [
  'README.md',
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
]
const texts = new Map(pages.map((page) => [page, readFileSync(join(root, page), 'utf8')]))
const all = [...texts.values()].join('\n')
// The page of the language is one project, which has a test of its own.
const blocks = [...texts].flatMap(([page, text]) =>
  page === 'docs/language.md'
    ? []
    : [...text.matchAll(/```(\w+)\n([\s\S]*?)```/g)].map(([, language = '', inside = '']) => ({
        language,
        text: inside,
      })),
)

/** The block of this language that holds these words. */
function block(language: string, words: string): string {
  const found = blocks.filter((each) => each.language === language && each.text.includes(words))
  if (found.length !== 1) throw new Error(`The pages have ${found.length} ${language} blocks with "${words}", not one`)
  return found[0]?.text ?? ''
}

/** Puts a text in the place of the one that matches. */
function edit(repository: string, file: string, place: RegExp, text: string): void {
  const before = textOf(repository, file)
  const found = [...before.matchAll(new RegExp(place, `${place.flags}g`))].length
  if (found !== 1) throw new Error(`${place} is ${found} times in ${file}, not once`)
  put(
    repository,
    file,
    before.replace(place, () => text),
  )
}

/** The repository with its tests and settings, without its output. */
function copyWithTests(): string {
  const repository = copyOfRepository()
  for (const name of ['biome.json', 'vitest.config.ts', 'test'])
    cpSync(join(root, name), join(repository, name), { recursive: true })
  return repository
}

/** Runs a program of the packages; what it printed is the error when it fails. */
const run = (repository: string, program: string, ...words: readonly string[]): string =>
  execFileSync(join(root, 'node_modules/.bin', program), words, { cwd: repository, encoding: 'utf8', stdio: 'pipe' })

test('a metric, an alert, a panel, a runbook and their specification are added as the pages say, and nothing else is due', async () => {
  const repository = copyWithTests()
  const metric = block('ts', "worker.histogram('extraction_file_size_bytes'")
  const alert = block('ts', "alert('PyBaseExtractionFilesLarge'")
  const alerts = 'alerts/slow-tasks.ts'
  const panels = 'dashboards/celery-workers.ts'
  put(repository, 'queries/extraction.ts', `${textOf(repository, 'queries/extraction.ts')}\n${metric}`)
  edit(
    repository,
    alerts,
    /^export default group\(.*\)\n/ms,
    `${alert}\n${block('ts', 'export default group(\n  apiLatencyHigh')}`,
  )
  edit(
    repository,
    panels,
    /^import .* from '..\/alerts\/slow-tasks.ts'\n/m,
    block('ts', 'import {\n  extractionBacklogGrows,'),
  )
  edit(repository, panels, /^\)\n$/m, `${block('ts', "timeseries('File size p95'")})\n`)

  expect(await cli(['build'], { repository })).toMatchObject({
    code: 1,
    stderr: block('text', 'The alert has no runbook'),
  })
  put(repository, 'alerts/runbooks/PyBaseExtractionFilesLarge.md', block('markdown', '## Mitigation'))

  const tables = 'test/specification'
  edit(
    repository,
    `${tables}/catalog.ts`,
    /^}\n\nconst reached/m,
    `${block('ts', 'buckets: [2 ** 20')}}\n\nconst reached`,
  )
  edit(repository, `${tables}/alerts.ts`, /^}\n$(?!.)/ms, `${block('ts', 'PyBaseExtractionFilesLarge: {')}}\n`)
  edit(
    repository,
    `${tables}/panels/celery-workers.ts`,
    /^ {2}},\n}\n/m,
    `${block('ts', "'file-size-p95': {")}  },\n}\n`,
  )
  const [, update = ''] = /`npx vitest (.* -u)`/.exec(all) ?? []
  run(repository, 'vitest', ...update.split(' '))

  expect(await cli(['build'], { repository })).toMatchObject({ code: 0, stderr: '' })
  expect(textOf(repository, 'out/alerts/slow-tasks.yml')).toContain('alert: PyBaseExtractionFilesLarge')
  expect(textOf(repository, 'out/grafana-dashboards/celery-workers.json')).toContain('"File size p95"')
  expect(textOf(repository, 'out/runbooks/PyBaseExtractionFilesLarge.md')).toContain('# PyBaseExtractionFilesLarge')

  run(repository, 'tsc')
  const linted = ['queries', 'dashboards', 'alerts', 'test/specification', 'test/queries']
  run(repository, 'biome', 'check', '--error-on-warnings', '--vcs-enabled=false', ...linted)
  run(repository, 'vitest', 'run', 'test/queries', 'test/specification', 'test/out/links', 'test/checks/texts/runbook')
})

test('the check says of the two rules what the page says', async () => {
  const folder = temporaryFolder()
  put(folder, 'rules.yml', block('yaml', 'HighErrorRate'))
  const { code, stdout } = await cli(['check', 'rules.yml'], { cwd: folder })
  expect({ code, stdout }).toEqual({ code: 1, stdout: block('text', 'self-ratio') })
})

test('a threshold that is no edge is refused as the page says', async () => {
  const repository = copyOfRepository()
  slip(repository, 'alerts/slow-tasks.ts', ".above('500ms')", ".above('600ms')")
  expect(await cli(['build'], { repository })).toMatchObject({ code: 1, stderr: block('text', "'600ms'") })
})

test('the excerpts are what the files say', () => {
  expect(textOf(root, 'alerts/slow-tasks.ts')).toContain(block('ts', "alert('PyBaseDatabaseQuerySlow'"))
  expect(textOf(root, 'out/alerts/slow-tasks.yml')).toContain(block('yaml', 'alert: PyBaseDatabaseQuerySlow'))
})

test.each(pages)('every link of %s leads to a file', (page) => {
  const links = [...(texts.get(page) ?? '').matchAll(/\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)/g)].map(
    ([, path = '']) => path,
  )
  expect(links.filter((path) => !existsSync(join(root, dirname(page), path)))).toEqual([])
})

test('the README leads to every page, and is short enough to be read', () => {
  const readme = texts.get('README.md') ?? ''
  expect(pages.filter((page) => page !== 'README.md' && !readme.includes(`](${page})`))).toEqual([])
  expect(readme.split('\n').length).toBeLessThan(150)
})

test('every command is a script of the package', () => {
  const { scripts } = parse(textOf(root, 'package.json')) as { readonly scripts: Readonly<Record<string, string>> }
  const named = new Set(
    [...all.matchAll(/\bnpm run (?:-s |--silent )?([a-z]+(?::[a-z]+)?)/g)].map(([, name = '']) => name),
  )
  expect([...named].filter((name) => !Object.hasOwn(scripts, name))).toEqual([])
  expect(named.size).toBeGreaterThan(4)
})
