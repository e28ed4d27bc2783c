import { expect, test } from 'vitest'
import { readProofs } from '../../build/model/proofs.ts'
import { put, temporaryFolder } from '../output/folder.ts'
import { recordProof } from './record.ts'

const found = { releases: { Prometheus: '3.14.0' }, parts: ['targets', 'faults'], unproven: ['no Grafana'] }

/** An empty repository. */
function repository(): string {
  const folder = temporaryFolder()
  put(folder, 'alerts/a.ts', '')
  return folder
}

test('what was found is written, and the other proofs and sets stay', () => {
  const folder = repository()
  recordProof('pinned', 'live', found, true, folder)
  recordProof('pinned', 'doctor', { ...found, parts: ['healthy'] }, true, folder)
  recordProof('debian12', 'live', found, true, folder)
  const proofs = readProofs(folder)
  expect(Object.keys(proofs)).toEqual(['debian12', 'pinned'])
  expect(proofs.pinned?.live).toEqual({ ...found, recorded: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) })
  expect(proofs.pinned?.doctor?.parts).toEqual(['healthy'])
})

test('without --update nothing is written, and what differs is said', () => {
  const folder = repository()
  expect(recordProof('pinned', 'live', found, false, folder)).toContain('has nothing of this')
  recordProof('pinned', 'live', found, true, folder)
  expect(recordProof('pinned', 'live', found, false, folder)).toMatch(/^as alerts\/proofs\.json says, of /)
  const parts = ['targets', 'flags']
  expect(recordProof('pinned', 'live', { ...found, parts }, false, folder)).toMatch(
    /, lacks: flags; has what is no more: faults\. --update records it anew$/,
  )
  expect(readProofs(folder).pinned?.live?.parts).toEqual(found.parts)
})
