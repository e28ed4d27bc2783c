import { expect, test } from 'vitest'
import { Refused } from '../../build/findings/problem.ts'
import { readProofs } from '../../build/model/proofs.ts'
import { put, temporaryFolder } from '../output/folder.ts'
import { root } from '../support/root.ts'

const proof = { recorded: '2026-11-30', releases: {}, parts: ['a'], unproven: [] }

test.each<[content: unknown, what: string]>([
  ['{', 'no JSON'],
  ['[]', 'no mapping'],
  [{ pinned: { love: proof } }, 'an unknown command'],
  [{ pinned: { live: { ...proof, recorded: '2026-02-30' } } }, 'a day that is none'],
  [{ pinned: { live: { ...proof, parts: ['a', 1] } } }, 'a part that is no text'],
  [{ pinned: { live: { ...proof, unproven: undefined } } }, 'nothing unproven'],
])('%j is refused: %s', (content) => {
  const folder = temporaryFolder()
  put(folder, 'alerts/proofs.json', typeof content === 'string' ? content : JSON.stringify(content))
  expect(() => readProofs(folder)).toThrow(Refused)
})

test('without a file nothing has been recorded', () => {
  expect(readProofs(temporaryFolder())).toEqual({})
})

test('both sets are recorded by every command, and what is unproven of them has a reason', () => {
  const proofs = readProofs(root)
  for (const set of ['pinned', 'debian12'])
    for (const name of ['live', 'doctor', 'compose'] as const) {
      const { parts = [], unproven = [] } = proofs[set]?.[name] ?? {}
      expect({ set, name, isProven: parts.length > 0 }).toEqual({ set, name, isProven: true })
      for (const line of unproven) expect(line).toMatch(/ (?:of|from|instead|runs|alone|which) /)
    }
})
