import { existsSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { slip } from '../definitions/repository.ts'
import { put, stateOf, textOf } from '../output/folder.ts'
import { cli, copyOfRepository, copyOfSmall, start } from './cli.ts'

const what = 'This is a text, and a number is due.'

/** What only the types can see: no word of the language reads it. */
const typesOnly = (repository: string, file = 'queries/app.ts'): void =>
  slip(repository, file, 'export const requestRate', "export const note: number = 'two'\nexport const requestRate")

test('all slips of all files are told at once, and out/ stays as it was', async () => {
  const repository = copyOfRepository()
  put(repository, 'out/stale.yml', 'stale: true\n')
  const before = stateOf(join(repository, 'out'))
  slip(repository, 'alerts/slow-tasks.ts', "  for: '5m'", "  fro: '5m'")
  slip(repository, 'alerts/slow-tasks.ts', ".above('500ms')", ".above('600ms')")
  slip(repository, 'alerts/resource-exhaustion.ts', "component: 'host'", "component: 'hots'")
  slip(repository, 'dashboards/celery-workers.ts', 'stacked: true', 'staked: true')
  slip(repository, 'dashboards/database-redis.ts', 'redis.memoryUsed', 'redis.memoryUsde')
  typesOnly(repository, 'queries/http.ts')
  const { code, stdout, stderr } = await cli(['build'], { repository })
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  expect(stateOf(join(repository, 'out'))).toEqual(before)
  await expect(stderr).toMatchFileSnapshot('types.txt')
})

test('every command that reads definitions refuses them', async () => {
  const repository = copyOfSmall()
  typesOnly(repository)
  const check = await cli(['check', '--format', 'json'], { repository })
  expect(check.code).toBe(1)
  expect(JSON.parse(check.stdout)).toMatchObject({
    findings: [{ check: 'types', severity: 'error', file: 'queries/app.ts', line: 13, column: 14, what }],
    errors: 1,
  })
  expect((await cli(['check', '--format', 'github'], { repository })).stdout).toContain(
    '::error file=queries/app.ts,line=13,col=14,title=types::',
  )
  const doctor = await cli(['doctor', '--prometheus', 'http://127.0.0.1:9'], { repository })
  expect(doctor).toMatchObject({ code: 2, stderr: expect.stringContaining(what) })
})

describe('--no-types', () => {
  test('builds, says so aloud, and the manifest remembers it', async () => {
    const repository = copyOfSmall()
    typesOnly(repository)
    const build = await cli(['build', '--no-types'], { repository })
    expect(build.code).toBe(0)
    expect(build.stderr).toMatch(/^NOT CHECKED: types \(--no-types\)\..*\n$/)
    const manifest = () => JSON.parse(textOf(repository, 'out/manifest.json')) as { readonly unchecked?: unknown }
    expect(manifest().unchecked).toBe('types')

    slip(repository, 'queries/app.ts', "'two'", '2')
    const check = await cli(['build', '--check'], { repository })
    expect(check).toMatchObject({ code: 1, stderr: expect.stringContaining('was built with --no-types') })
    const both = await cli(['build', '--check', '--no-types'], { repository })
    expect(both).toMatchObject({ code: 2, stderr: expect.stringContaining('Leave one of them out.') })
    expect(await cli(['build'], { repository })).toMatchObject({ code: 0, stderr: '' })
    expect(manifest().unchecked).toBeUndefined()
    expect(await cli(['build', '--check'], { repository })).toMatchObject({ code: 0, stderr: '' })
  })
})

describe('the compiler', () => {
  test('is asked only where something has changed; where it lacks, the build says so', async () => {
    const repository = copyOfSmall()
    expect(await cli(['build'], { repository })).toMatchObject({ code: 0, stderr: '' })
    rmSync(join(repository, 'node_modules/typescript'))
    const { version } = createRequire(import.meta.url)('typescript/package.json') as { readonly version: string }
    put(repository, 'node_modules/typescript/package.json', JSON.stringify({ name: 'typescript', version }))
    expect(await cli(['build'], { repository })).toMatchObject({ code: 0, stderr: '' })
    slip(repository, 'queries/app.ts', '// What the application', '// All that the application')
    const { code, stderr } = await cli(['build'], { repository })
    expect(code).toBe(1)
    expect(stderr).toMatch(
      /^error {2}types\n {2}TypeScript, which checks the definitions, does not run: .*\n {2}Run `npm ci`/,
    )
    expect(stderr).not.toMatch(/^\s+at /m)
    expect(await cli(['build', '--no-types'], { repository })).toMatchObject({ code: 0 })
  })

  test('does without a cache that cannot be written', async () => {
    const repository = copyOfSmall()
    put(repository, 'node_modules/.cache', 'no folder')
    expect(await cli(['build'], { repository })).toMatchObject({ code: 0, stderr: '' })
    expect(readFileSync(join(repository, 'node_modules/.cache'), 'utf8')).toBe('no folder')
  })
})

test('dev tells a slip from the compiler that stays, and what is right again', async () => {
  const repository = copyOfSmall()
  const { child, ended, printed } = start(['dev'], { repository })
  onTestFinished(() => void child.kill('SIGKILL'))
  const builds = (count: number) =>
    expect.poll(() => printed().match(/Waiting for a definition to be saved/g)?.length ?? 0).toBe(count)
  await builds(1)
  typesOnly(repository)
  await builds(2)
  expect(printed()).toContain(what)
  slip(repository, 'queries/app.ts', "'two'", '2')
  await builds(3)
  expect(printed()).toContain('out/ is up to date\nWaiting for a definition to be saved.\n')
  child.kill('SIGINT')
  expect(await ended).toMatchObject({ code: 0 })
  expect(existsSync(join(repository, 'out/manifest.json'))).toBe(true)
})
