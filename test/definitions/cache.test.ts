import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { definitionFiles } from '../../build/definitions/files.js'
import { hashesOf, TypeCache } from '../../build/definitions/types/cache.ts'
import { put, temporaryFolder } from '../output/folder.ts'

/** A project with one definition that is remembered as right. */
function project() {
  const root = temporaryFolder()
  put(root, 'queries/a.ts', 'export const a = 1\n')
  const file = join(root, 'queries/a.ts')
  const cache = new TypeCache(root)
  cache.remember('7', [file], hashesOf([file]))
  return { root, file, cache }
}

test('what was right is right while nothing changes', () => {
  const { root, file, cache } = project()
  expect(cache.isRight('7', definitionFiles(root))).toBe(true)
  expect(new TypeCache(root).isRight('7', [file])).toBe(true)
})

describe('what was right is asked again', () => {
  test('after a change', () => {
    const { root, file, cache } = project()
    put(root, 'queries/a.ts', 'export const a = 2\n')
    expect(cache.isRight('7', [file])).toBe(false)
  })

  test('with another compiler', () => {
    const { file, cache } = project()
    expect(cache.isRight('8', [file])).toBe(false)
  })

  test('when a definition has come', () => {
    const { root, cache } = project()
    put(root, 'alerts/b.ts', 'export const b = 1\n')
    expect(cache.isRight('7', definitionFiles(root))).toBe(false)
  })

  test('when what was read was another text', () => {
    const { file, cache } = project()
    const before = hashesOf([file])
    writeFileSync(file, 'export const a = 3\n')
    cache.remember('7', [file], before)
    expect(cache.isRight('7', [file])).toBe(false)
  })

  test.each([
    '',
    '{',
    'null',
    '[]',
    '{"by":"7"}',
    '{"by":"7","files":null}',
    '{"by":"7","files":{}}',
    '{"by":"7","files":["a"]}',
  ])('when the entry is damaged: %s', (text) => {
    const { file, cache } = project()
    writeFileSync(join(cache.folder, 'checked.json'), text)
    expect(cache.isRight('7', [file])).toBe(false)
  })
})

test('a folder that cannot be written is done without, and leaves nothing', () => {
  const root = temporaryFolder()
  put(root, 'cache', 'no folder')
  const cache = new TypeCache(root, join(root, 'cache'))
  const path = cache.put('tsconfig.json', '{}\n')
  expect(readFileSync(path, 'utf8')).toBe('{}\n')
  cache.remember('7', [path], hashesOf([path]))
  expect(cache.isRight('7', [path])).toBe(false)
  cache.close()
  expect(() => readdirSync(cache.folder)).toThrow('ENOENT')
})
