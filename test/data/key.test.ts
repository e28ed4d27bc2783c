import { expect, test } from 'vitest'
import { keyOf, makers } from '../../build/data/key.ts'
import { put, temporaryFolder } from '../output/folder.ts'
import { loadedBy } from '../support/imports.ts'
import { small } from './day.ts'

test('a day is made anew for another plan, and when what makes its samples changes', () => {
  const sources = temporaryFolder()
  const keys = [keyOf(small, sources), keyOf({ ...small, now: small.now - 60_000 }, sources)]
  for (const file of ['data/a.ts', 'pybase/day/a.ts', 'promql/evaluate/a.ts', 'witness/a.ts']) {
    put(sources, file, 'one')
    keys.push(keyOf(small, sources))
    put(sources, file, 'other')
    keys.push(keyOf(small, sources))
  }
  expect(new Set(keys).size).toBe(keys.length)
  expect(keyOf(small, sources)).toBe(keys.at(-1))
})

test('whatever makes samples decides the key', () => {
  const isHashed = (file: string) => makers.some((place) => file.startsWith(`build/${place}/`))
  const files = [...loadedBy('build/data/blocks.ts', [])].filter((file) => file.endsWith('.ts'))
  expect(files.filter(isHashed)).toContain('build/witness/simulate.ts')
  // Words for people, a hash and the number of a process: no sample comes from them.
  expect(files.filter((file) => !isHashed(file)).sort()).toEqual([
    'build/findings/problem.ts',
    'build/nearest.ts',
    'build/running.ts',
    'build/stamp.ts',
  ])
})
