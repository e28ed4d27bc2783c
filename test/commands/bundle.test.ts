import { existsSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { slip } from '../definitions/repository.ts'
import { everything, put, textOf } from '../output/folder.ts'
import { cli, copyOfRepository, copyOfSmall } from './cli.ts'

const cache = 'node_modules/.cache/pybase-monitoring'
const inCache = (repository: string, folder: string): readonly string[] =>
  everything(join(repository, cache, folder)).map((name) => join(repository, cache, folder, name))

/** The texts of all files that a build wrote. */
const made = (repository: string, out = 'out'): ReadonlyMap<string, string> =>
  new Map(
    everything(join(repository, out))
      .filter((name) => !name.endsWith('/'))
      .map((name) => [name, textOf(join(repository, out), name)]),
  )

const build = async (repository: string, ...words: readonly string[]) =>
  expect(await cli(['build', ...words], { repository })).toMatchObject({ code: 0, stderr: '' })

/** A wait that people see, so that a build has something to do. */
const waits = ['2m', '3m', '4m'] as const
const alerts = 'alerts/liveness.yml'
const wait = (repository: string, at: number) =>
  slip(repository, 'alerts/liveness.ts', `for: '${waits[at]}'`, `for: '${waits[at + 1]}'`)

test('the bundled compiler makes what its sources make, and is made anew where it is damaged', {
  timeout: 300_000,
}, async () => {
  const repository = copyOfSmall()
  // Two at once: neither is in the other's way.
  await Promise.all([build(repository), build(repository, '--out', 'other')])
  await build(repository, '--no-cache', '--out', 'sources')
  expect(made(repository)).toEqual(made(repository, 'sources'))
  expect(made(repository, 'other')).toEqual(made(repository, 'sources'))

  // What is bundled is what runs: a package that it holds is not missed.
  rmSync(join(repository, 'node_modules/yaml'))
  const checked = await cli(['check', `out/${alerts}`], { repository })
  expect(checked).toMatchObject({ code: 0, stderr: '' })
  const [bundle = ''] = inCache(repository, 'compiler').filter((path) => path.endsWith('compiler.js'))
  const whole = readFileSync(bundle, 'utf8')
  symlinkSync(join(process.cwd(), 'node_modules/yaml'), join(repository, 'node_modules/yaml'))

  for (const text of ['', whole.slice(0, -1000), `${whole};`]) {
    writeFileSync(bundle, text)
    expect(await cli(['check', `out/${alerts}`], { repository })).toEqual(checked)
    expect(readFileSync(bundle, 'utf8') === whole).toBe(true)
  }
})

test('what was kept of an alert is used for no other', { timeout: 300_000 }, async () => {
  const repository = copyOfRepository()
  await build(repository)
  const before = inCache(repository, 'results')
  expect(before.length).toBeGreaterThan(20)

  slip(repository, 'alerts/slow-tasks.ts', ".above('1s')", ".above('2.5s')")
  await build(repository)
  // That alert's tests, its file, and the dashboards that show its threshold.
  const more = inCache(repository, 'results').length - before.length
  expect(more).toBeGreaterThan(1)
  expect(more).toBeLessThan(before.length / 4)
})

test('what was kept of an alert that changed, or is damaged, is not used', { timeout: 300_000 }, async () => {
  const repository = copyOfSmall()
  await build(repository)
  wait(repository, 0)
  await build(repository)
  await build(repository, '--no-cache', '--check')

  const kept = inCache(repository, 'results')
  expect(kept).not.toHaveLength(0)
  for (const path of kept) writeFileSync(path, '{"tests":"- name: lies\\n","kinds":[]}')
  wait(repository, 1)
  await build(repository)
  await build(repository, '--no-cache', '--check')
})

test('definitions, and what V8 compiled, are made anew where they are damaged', { timeout: 300_000 }, async () => {
  const repository = copyOfSmall()
  await build(repository)
  const [definitions = ''] = inCache(repository, 'definitions')
  const [code = ''] = inCache(repository, 'compiler').filter((path) => path.endsWith(`build-${process.version}.code`))
  for (const path of [definitions, code]) {
    const whole = readFileSync(path)
    for (const damage of [whole.subarray(0, -1000), Buffer.from(whole).fill(0, 5000, 5100)]) {
      writeFileSync(path, damage)
      rmSync(join(repository, cache, 'builds'), { recursive: true })
      await build(repository)
      expect(readFileSync(path).length > 1000).toBe(true)
    }
  }
  await build(repository, '--no-cache', '--check')
})

test('definitions that import each other are loaded as modules are', { timeout: 300_000 }, async () => {
  const repository = copyOfSmall()
  put(repository, 'shared/a.ts', "import { b } from './b.ts'\nexport const a = b + ' a second'\n")
  put(repository, 'shared/b.ts', "import { a } from './a.ts'\nexport const b = 'Answers'\nexport const c = () => a\n")
  const file = 'dashboards/overview.ts'
  slip(repository, file, "'Requests'", 'a')
  put(repository, file, `import { a } from '../shared/a.ts'\n${textOf(repository, file)}`)
  await build(repository)
  expect(existsSync(join(repository, cache, 'definitions'))).toBe(false)
  await build(repository, '--no-cache', '--check')
})

test('checkouts that share their packages do not share what they are', { timeout: 300_000 }, async () => {
  const [one, two] = [copyOfSmall(), copyOfSmall()]
  rmSync(join(two, 'node_modules'), { recursive: true })
  symlinkSync(join(one, 'node_modules'), join(two, 'node_modules'))
  wait(two, 0)
  await build(one)
  await build(two)
  expect(made(one).get(alerts)).not.toBe(made(two).get(alerts))
  expect(readdirSync(join(one, cache, 'compiler'))).toHaveLength(2)
  expect(readdirSync(join(one, cache, 'definitions'))).toHaveLength(2)
})
