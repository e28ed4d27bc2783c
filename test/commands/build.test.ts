import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { manifestName } from '../../build/output/manifest.ts'
import { everything, put, stateOf, temporaryFolder, textOf } from '../output/folder.ts'
import { cli, start } from './cli.ts'

/** The text of every file below a folder. */
const textsOf = (folder: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    everything(folder)
      .filter((path) => !path.endsWith('/'))
      .map((path) => [path, textOf(folder, path)]),
  )

async function built(): Promise<string> {
  const out = join(temporaryFolder(), 'out')
  const { code, stderr } = await cli(['build', '--out', out])
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  return out
}

describe('build', () => {
  test('says what it made and which files changed; a second build changes nothing', async () => {
    const out = join(temporaryFolder(), 'out')
    const { code, stdout } = await cli(['build', '--out', out])
    expect(code).toBe(0)
    expect(stdout).toMatch(/\d+ dashboards with \d+ panels/)
    for (const path of Object.keys(textsOf(out))) expect(stdout).toContain(`added    ${path}\n`)
    const before = stateOf(out)
    const second = await cli(['build', '--out', out])
    expect(second.code).toBe(0)
    expect(second.stdout).toMatch(/ is up to date\n$/)
    expect(second.stdout).not.toMatch(/added|changed|removed/)
    expect(stateOf(out)).toEqual(before)
  })

  test('takes --out relative to the working directory', async () => {
    const cwd = temporaryFolder()
    expect(await cli(['build', '--out', 'here/out'], { cwd })).toMatchObject({ code: 0, stderr: '' })
    expect(everything(join(cwd, 'here', 'out'))).toContain('prometheus.yml')
  })

  test('is the same to the byte in every time zone, locale and shell', async () => {
    const [one, two] = [join(temporaryFolder(), 'out'), join(temporaryFolder(), 'out')]
    const east = { TZ: 'Pacific/Kiritimati', LANG: 'C', LC_ALL: 'C', PYBASE_STACK: '/nowhere.yml' }
    const west = { TZ: 'America/St_Johns', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8', NO_COLOR: '1' }
    await cli(['build', '--out', one], { env: east })
    await cli(['build', '--out', two], { env: west, cwd: temporaryFolder() })
    expect(everything(one).length).toBeGreaterThan(20)
    expect(textsOf(two)).toEqual(textsOf(one))
  })

  test('heals what a killed build left', async () => {
    const whole = textsOf(await built())
    const out = join(temporaryFolder(), 'out')
    const { child, ended } = start(['build', '--out', out])
    await expect.poll(() => existsSync(out), { interval: 1 }).toBe(true)
    child.kill('SIGKILL')
    await ended
    for (const [path, text] of Object.entries(textsOf(out))) {
      if (path !== manifestName && !path.endsWith('.pybase-tmp')) expect(text, path).toBe(whole[path])
    }
    expect(await cli(['build', '--out', out])).toMatchObject({ code: 0, stderr: '' })
    expect(textsOf(out)).toEqual(whole)
  })
})

describe('build --check', () => {
  test('is content with what was just built', async () => {
    const out = await built()
    const { code, stdout } = await cli(['build', '--check', '--out', out])
    expect({ code, last: stdout.trimEnd().split('\n').at(-1) }).toEqual({ code: 0, last: `${out} is up to date` })
  })

  test('lists the files that differ, writes nothing and exits 1', async () => {
    const out = await built()
    put(out, 'prometheus.yml', 'edited: true\n')
    put(out, 'alerts/stray.yml', 'groups: []\n')
    rmSync(join(out, 'docker-compose.yml'))
    const before = stateOf(out)
    const { code, stdout, stderr } = await cli(['build', '--check', '--out', out])
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toBe(
      `error  ${out}\n` +
        '  3 files differ from what the definitions generate:\n' +
        '    missing  docker-compose.yml\n' +
        '    differs  prometheus.yml\n' +
        '    extra    alerts/stray.yml\n' +
        '  Build again without --check, review the difference, and commit it with the definitions.\n',
    )
    expect(stateOf(out)).toEqual(before)
  })

  test('writes nothing where nothing was built', async () => {
    const out = join(temporaryFolder(), 'out')
    expect(await cli(['build', '--check', '--out', out])).toMatchObject({ code: 1, stdout: '' })
    expect(existsSync(out)).toBe(false)
  })
})
