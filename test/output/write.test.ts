import { mkdirSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { Refused } from '../../build/findings/problem.ts'
import { compareOutput, isUpToDate } from '../../build/output/compare.ts'
import { manifestName } from '../../build/output/manifest.ts'
import { replaceFiles } from '../../build/output/replace.ts'
import { writeOutput } from '../../build/output/write.ts'
import { artifacts, everything, put, stateOf, temporaryFolder, textOf } from './folder.ts'

const first = artifacts({ 'prometheus.yml': 'a\n', 'alerts/slow.yml': 'b\n', 'runbooks/Slow.md': 'c\n' })

/** The problem of a refused write, with the proof that nothing was touched. */
function refused(folder: string, made = first): string {
  const before = stateOf(folder)
  try {
    writeOutput(folder, made)
  } catch (error) {
    expect(error).toBeInstanceOf(Refused)
    expect(stateOf(folder)).toEqual(before)
    return (error as Refused).problems.map(({ what, next }) => `${what} ${next}`).join('\n')
  }
  throw new Error('The folder was not refused.')
}

describe('writing', () => {
  test('makes a folder that is missing, and says what it added', () => {
    const folder = join(temporaryFolder(), 'deep', 'out')
    const changes = writeOutput(folder, first)
    expect(changes).toEqual({
      added: ['alerts/slow.yml', manifestName, 'prometheus.yml', 'runbooks/Slow.md'],
      changed: [],
      removed: [],
    })
    expect(everything(folder)).toEqual(
      ['alerts/', 'alerts/slow.yml', manifestName, 'prometheus.yml', 'runbooks/', 'runbooks/Slow.md'].sort(),
    )
    expect(JSON.parse(textOf(folder, manifestName)).files).toEqual([
      'alerts/slow.yml',
      'prometheus.yml',
      'runbooks/Slow.md',
    ])
  })

  test('a second time touches nothing', () => {
    const folder = temporaryFolder()
    writeOutput(folder, first)
    const before = stateOf(folder)
    expect(writeOutput(folder, [...first].reverse())).toEqual({ added: [], changed: [], removed: [] })
    expect(stateOf(folder)).toEqual(before)
  })

  test('replaces what changed, removes what is no longer generated with its folder, and leaves the rest', () => {
    const folder = temporaryFolder()
    writeOutput(folder, first)
    const before = stateOf(folder)
    const changes = writeOutput(
      folder,
      artifacts({ 'prometheus.yml': 'a2\n', 'alerts/slow.yml': 'b\n', 'new/x': 'd\n' }),
    )
    expect(changes).toEqual({
      added: ['new/x'],
      changed: [manifestName, 'prometheus.yml'],
      removed: ['runbooks/Slow.md'],
    })
    expect(everything(folder)).toEqual(
      ['alerts/', 'alerts/slow.yml', manifestName, 'new/', 'new/x', 'prometheus.yml'].sort(),
    )
    expect(
      stateOf(folder)
        .filter((line) => before.includes(line))
        .map((line) => line.split(' ')[0]),
    ).toContain('alerts/slow.yml')
  })

  test('heals files that were edited or deleted, and a missing manifest', () => {
    const folder = temporaryFolder()
    writeOutput(folder, first)
    put(folder, 'prometheus.yml', 'edited\n')
    rmSync(join(folder, 'alerts'), { recursive: true })
    expect(writeOutput(folder, first)).toEqual({ added: ['alerts/slow.yml'], changed: ['prometheus.yml'], removed: [] })
    rmSync(join(folder, manifestName))
    expect(writeOutput(folder, first)).toEqual({ added: [manifestName], changed: [], removed: [] })
  })

  test('puts a file where a container engine left an empty folder, and a file where our folder was', () => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'prometheus.yml'))
    writeOutput(folder, first)
    expect(textOf(folder, 'prometheus.yml')).toBe('a\n')
    writeOutput(folder, artifacts({ alerts: 'now a file\n' }))
    expect(everything(folder)).toEqual(['alerts', manifestName])
  })

  test('leaves alone what the operator puts beside the generated files', () => {
    const folder = temporaryFolder()
    put(folder, '.env', 'TAG=1\n')
    put(folder, 'docker-compose.override.yml', 'services: {}\n')
    put(folder, 'secrets/slack_api_url', 'https://hooks.example.org\n')
    writeOutput(folder, first)
    writeOutput(folder, artifacts({ 'prometheus.yml': 'a\n' }))
    expect(everything(folder)).toEqual([
      '.env',
      'docker-compose.override.yml',
      manifestName,
      'prometheus.yml',
      'secrets/',
      'secrets/slack_api_url',
    ])
    expect(isUpToDate(compareOutput(folder, artifacts({ 'prometheus.yml': 'a\n' })))).toBe(true)
  })

  test('refuses artifacts outside the folder, and two of one name', () => {
    const folder = temporaryFolder()
    for (const path of ['../x', '/x', 'a/../../x', 'a//x', './x', 'a\\x', '']) {
      expect(() => writeOutput(folder, [{ path, text: '' }])).toThrow('outside the folder')
    }
    expect(() => writeOutput(folder, [...first, ...first])).toThrow('Two artifacts')
    expect(everything(folder)).toEqual([])
  })
})

describe('a folder that is not ours', () => {
  test('is refused with the files that no manifest lists', () => {
    const folder = temporaryFolder()
    put(folder, 'prometheus.yml', 'somebody else wrote this\n')
    expect(refused(folder)).toMatch(/no manifest of ours lists: prometheus\.yml\. .*--out DIR/)
  })

  test('is refused with a manifest that is not ours, or not a manifest', () => {
    for (const text of [
      '{"name":"a web app","files":["prometheus.yml"]}',
      '[]',
      'null',
      '<<<<<<< ours',
      '{"generatedBy":"PyBase Monitoring"}',
    ]) {
      const folder = temporaryFolder()
      put(folder, manifestName, text)
      expect(refused(folder)).toContain(manifestName)
    }
  })

  test('is refused when a stray file lies among ours, even where one of ours would go', () => {
    const folder = temporaryFolder()
    writeOutput(folder, first)
    put(folder, 'alerts/mine.yml', 'x\n')
    expect(refused(folder)).toContain('lists: alerts/mine.yml.')
    expect(refused(folder, artifacts({ 'alerts/mine.yml': 'y\n' }))).toContain('lists: alerts/mine.yml.')
  })

  test('names a few files, not thousands', () => {
    const folder = temporaryFolder()
    for (let index = 10; index < 50; index += 1) put(folder, `file${index}`, '')
    expect(refused(folder)).toContain('file10, file11, file12, file13, file14 and more.')
  })

  test('is refused when it is a file, lies below a file, or where the system allows none', () => {
    const folder = temporaryFolder()
    put(folder, 'file', 'x')
    for (const [path, message] of [
      ['file', 'this is a file'],
      ['file/out', 'ENOTDIR'],
    ] as const) {
      expect(() => writeOutput(join(folder, path), first)).toThrow(message)
    }
    expect(() => writeOutput('/proc/pybase/out', first)).toThrow(/cannot be written: ENOENT.*\/proc\/pybase/)
    expect(everything(folder)).toEqual(['file'])
  })
})

test('what went wrong is told, whatever the cleaning up runs into', () => {
  const folder = temporaryFolder()
  put(folder, 'file', 'x')
  expect(() => replaceFiles(join(folder, 'file'), [['a', Buffer.from('')]])).toThrow(/ENOTDIR.* open /)
})

describe('nothing outside the folder is touched', () => {
  test('through paths in a manifest that was tampered with', () => {
    const folder = temporaryFolder()
    put(folder, 'victim', 'precious\n')
    const out = join(folder, 'out')
    writeOutput(out, first)
    const manifest = JSON.parse(textOf(out, manifestName))
    manifest.files.push('../victim', join(folder, 'victim'), 'alerts/../../victim', 7)
    put(out, manifestName, JSON.stringify(manifest))
    writeOutput(out, artifacts({ 'prometheus.yml': 'a\n' }))
    expect(everything(out)).toEqual([manifestName, 'prometheus.yml'])
    expect(textOf(folder, 'victim')).toBe('precious\n')
  })

  test('through symbolic links', () => {
    const folder = temporaryFolder()
    put(folder, 'elsewhere/slow.yml', 'precious\n')
    const out = join(folder, 'out')
    writeOutput(out, first)
    rmSync(join(out, 'alerts'), { recursive: true })
    symlinkSync(join(folder, 'elsewhere'), join(out, 'alerts'))
    expect(refused(out)).toContain('alerts (a symbolic link)')
    expect(refused(out, artifacts({ 'prometheus.yml': 'a\n' }))).toContain('alerts (a symbolic link)')
    expect(textOf(folder, 'elsewhere/slow.yml')).toBe('precious\n')
  })
})
