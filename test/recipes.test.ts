import { cpSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { capture } from '../build/commands/child.ts'
import { installed } from '../build/commands/paths.ts'
import { newProject } from '../build/init/project.ts'
import { cli } from './commands/cli.ts'
import { copyRepository } from './commands/copy.ts'
import { put, temporaryFolder, textOf } from './output/folder.ts'
import { root } from './support/root.ts'

// What the documentation says of how something is added is carried out on a copy.

/** The blocks of code of a page, below a heading where one is named. */
function blocksOf(page: string, heading = ''): readonly string[] {
  const text = readFileSync(join(root, page), 'utf8')
  const from = text.indexOf(heading)
  expect(from, heading).toBeGreaterThanOrEqual(0)
  const section = heading === '' ? text : (text.slice(from + heading.length).split('\n## ')[0] ?? '')
  return [...section.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, block = '']) => block)
}

const replaced = (folder: string, file: string, from: string, to: string): void => {
  const text = textOf(folder, file)
  expect(text).toContain(from)
  put(
    folder,
    file,
    text.replace(from, () => to),
  )
}

test('another exporter is one job and one file', async () => {
  const folder = temporaryFolder()
  const files = newProject({ folder, manifest: undefined, others: [] })
  for (const [file, text] of Object.entries(files)) put(folder, file, text)
  const [job = '', metrics = '', ...others] = blocksOf(
    'docs/projects.md',
    '## Another exporter is one job and one file',
  )
  expect(others).toEqual([])
  replaced(folder, 'queries/jobs.ts', 'const jobs = [app]', `${job}\nconst jobs = [app, memcached]`)
  put(folder, 'queries/memcached.ts', metrics)

  const env = { MONITORING_ROOT: folder }
  expect(await cli(['build'], { cwd: folder, env })).toMatchObject({ code: 0, stderr: '' })
  expect(textOf(folder, 'out/prometheus.yml')).toMatch(/job_name: memcached[\s\S]*memcached\.internal:9150/)
  expect(textOf(folder, 'out/reference/metrics.md')).toContain('memcached_limit_bytes')
  expect(await cli(['check'], { cwd: folder, env })).toMatchObject({ code: 0 })
})

test('a check is one file and its test', async () => {
  const copy = copyRepository(temporaryFolder())
  for (const name of ['vitest.config.ts', 'test/checks', 'test/support', 'test/language', 'test/model'])
    cpSync(join(root, name), join(copy, name), { recursive: true })
  const [check = '', itsTest = '', ...others] = blocksOf('docs/new-check.md')
  expect(others).toEqual([])
  put(copy, 'build/checks/texts/shouting-summary.ts', check)
  put(copy, 'test/checks/texts/shouting-summary.test.ts', itsTest)
  const listing = [installed('vitest', 'vitest.mjs'), 'run', 'test/checks/all.test.ts', '-u']
  expect(await capture(process.execPath, listing, { cwd: copy })).toMatchObject({ code: 0 })

  const vitest = [installed('vitest', 'vitest.mjs'), 'run', 'test/checks/texts/shouting-summary.test.ts']
  expect(await capture(process.execPath, vitest, { cwd: copy })).toMatchObject({ code: 0 })
  put(
    copy,
    'rules.yml',
    'groups: [{ name: a, rules: [{ alert: A, expr: up == 0, annotations: { summary: THE API IS DOWN } }] }]\n',
  )
  const { stdout } = await cli(['check', '--no-catalog', 'rules.yml'], { repository: copy })
  expect(stdout).toContain('shouting-summary')
})
