import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { root } from '../build/commands/paths.ts'
import { cli, copyOfRepository } from './commands/cli.ts'
import { slip } from './definitions/repository.ts'
import { put, temporaryFolder, textOf } from './output/folder.ts'

const readme = readFileSync(join(root, 'README.md'), 'utf8')
const blocks = [...readme.matchAll(/```(\w+)\n([\s\S]*?)```/g)].map(([, language = '', text = '']) => ({
  language,
  text,
}))

/** The README's block of this language that holds these words. */
function block(language: string, words: string): string {
  const found = blocks.filter((each) => each.language === language && each.text.includes(words))
  if (found.length !== 1) throw new Error(`The README has ${found.length} ${language} blocks with "${words}", not one`)
  return found[0]?.text ?? ''
}

/** Puts a text before the one place where a file has these words. */
function insert(repository: string, file: string, before: string, text: string): void {
  const [head, tail, ...more] = textOf(repository, file).split(before)
  if (head === undefined || tail === undefined || more.length > 0) throw new Error(`"${before}" is not once in ${file}`)
  put(repository, file, `${head}${text}${before}${tail}`)
}

test('a metric, an alert and a panel are added as the README says', async () => {
  const repository = copyOfRepository()
  const metric = block('ts', 'extraction_file_size_bytes')
  const alert = block('ts', "alert('PyBaseExtractionFilesLarge'")
  put(repository, 'queries/extraction.ts', `${textOf(repository, 'queries/extraction.ts')}\n${metric}`)
  insert(repository, 'alerts/slow-tasks.ts', 'export default group(', `${alert}\n`)
  insert(repository, 'alerts/slow-tasks.ts', 'apiLatencyHigh, extractionTaskTooSlow', 'extractionFilesLarge, ')
  insert(
    repository,
    'dashboards/celery-workers.ts',
    ' extractionStalled, extractionTaskTooSlow }',
    ' extractionFilesLarge,',
  )
  insert(
    repository,
    'dashboards/celery-workers.ts',
    "  row(\n    'Queues and workers'",
    block('ts', "timeseries('File size p95'"),
  )

  expect(await cli(['build'], { repository })).toMatchObject({
    code: 1,
    stderr: block('text', 'The alert has no runbook'),
  })

  const prose = ['Meaning', 'Impact', 'Diagnosis', 'Mitigation']
    .map((title) => `## ${title}\n\nRead this.\n`)
    .join('\n')
  put(repository, 'alerts/runbooks/PyBaseExtractionFilesLarge.md', prose)
  expect(await cli(['build'], { repository })).toMatchObject({ code: 0, stderr: '' })
  expect(textOf(repository, 'out/alerts/slow-tasks.yml')).toContain('alert: PyBaseExtractionFilesLarge')
  expect(textOf(repository, 'out/grafana-dashboards/celery-workers.json')).toContain('"File size p95"')
  expect(textOf(repository, 'out/runbooks/PyBaseExtractionFilesLarge.md')).toContain('# PyBaseExtractionFilesLarge')
  execFileSync(join(root, 'node_modules/.bin/tsc'), { cwd: repository })
})

test('the check says of the two rules what the README says', async () => {
  const folder = temporaryFolder()
  put(folder, 'rules.yml', block('yaml', 'HighErrorRate'))
  const { code, stdout } = await cli(['check', 'rules.yml'], { cwd: folder })
  expect({ code, stdout }).toEqual({ code: 1, stdout: block('text', 'self-ratio') })
})

test('a threshold that is no edge is refused as the README says', async () => {
  const repository = copyOfRepository()
  slip(repository, 'alerts/slow-tasks.ts', ".above('500ms')", ".above('600ms')")
  expect(await cli(['build'], { repository })).toMatchObject({ code: 1, stderr: block('text', "'600ms'") })
})

test('the excerpts are what the files say', () => {
  expect(textOf(root, 'alerts/slow-tasks.ts')).toContain(block('ts', "alert('PyBaseDatabaseQuerySlow'"))
  expect(textOf(root, 'out/alerts/slow-tasks.yml')).toContain(block('yaml', 'alert: PyBaseDatabaseQuerySlow'))
})

test('every link leads to a file', () => {
  const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, path = '']) => path)
  expect(links.length).toBeGreaterThan(5)
  expect(links.filter((path) => !existsSync(join(root, path)))).toEqual([])
})

test('every command is a script of the package', () => {
  const { scripts } = parse(textOf(root, 'package.json')) as { readonly scripts: Readonly<Record<string, string>> }
  const named = new Set(
    [
      ...readme.matchAll(
        /npm (?:run )?(build|check|dev|diff|doctor|new|validate|bench|test(?::live|:doctor|:compose)?)\b/g,
      ),
    ].map(([, name = '']) => name),
  )
  expect([...named].filter((name) => !Object.hasOwn(scripts, name))).toEqual([])
  expect(named.size).toBeGreaterThan(4)
})
