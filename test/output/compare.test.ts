import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { compareOutput, isUpToDate } from '../../build/output/compare.ts'
import { writeOutput } from '../../build/output/write.ts'
import { artifacts, put, stateOf, temporaryFolder } from './folder.ts'

const made = artifacts({ 'prometheus.yml': 'a\n', 'alerts/slow.yml': 'b\n', 'runbooks/Slow.md': 'c\n' })

test('names what is missing, different and superfluous, and writes nothing', () => {
  const folder = temporaryFolder()
  writeOutput(folder, [...made, { path: 'old.yml', text: 'x\n' }])
  put(folder, 'prometheus.yml', 'edited\n')
  put(folder, 'runbooks/stray.md', 'x\n')
  rmSync(join(folder, 'alerts'), { recursive: true })
  const before = stateOf(folder)
  expect(compareOutput(folder, made)).toEqual({
    missing: ['alerts/slow.yml'],
    different: ['manifest.json', 'prometheus.yml'],
    superfluous: ['old.yml', 'runbooks/stray.md'],
  })
  expect(stateOf(folder)).toEqual(before)
})

test('a folder that was just written is up to date, one that was never written misses everything', () => {
  const folder = temporaryFolder()
  writeOutput(folder, made)
  expect(isUpToDate(compareOutput(folder, made))).toBe(true)
  const { missing } = compareOutput(join(folder, 'nowhere'), made)
  expect(missing).toEqual(['alerts/slow.yml', 'manifest.json', 'prometheus.yml', 'runbooks/Slow.md'])
})

test("refuses somebody else's folder", () => {
  const folder = temporaryFolder()
  put(folder, 'notes.txt', 'x\n')
  expect(() => compareOutput(folder, made)).toThrow('no manifest of ours lists: notes.txt')
})
