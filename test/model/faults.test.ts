import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../../build/commands/paths.ts'
import { readFaults } from '../../build/model/faults.ts'
import { load } from '../../build/model/load.ts'

/** What is read from a repository whose `alerts/faults.json` says this. */
function reading(text: string) {
  const folder = mkdtempSync(join(tmpdir(), 'faults-'))
  try {
    mkdirSync(join(folder, 'alerts'))
    writeFileSync(join(folder, 'alerts/faults.json'), text)
    return readFaults(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const told = { alert: 'PyBaseTargetDown', labels: { job: 'redis' }, by: ['slack'] }
const outcome = { fault: 'Redis stops', done: 'SIGSTOP', told: [told], inhibited: [], kept: ['the rest'] }

test('what was recorded is read', () => {
  expect(reading(JSON.stringify([outcome]))).toEqual([outcome])
})

test.each([
  ['no JSON', '[{'],
  ['no list', JSON.stringify({ faults: [outcome] })],
  ['a fault without a name', JSON.stringify([{ ...outcome, fault: undefined }])],
  ['an alert without labels', JSON.stringify([{ ...outcome, inhibited: [{ alert: 'PyBaseTargetDown' }] }])],
  ['an alert that nobody heard', JSON.stringify([{ ...outcome, told: [{ ...told, by: undefined }] }])],
])('%s is refused', (_, text) => {
  expect(() => reading(text)).toThrow(/alerts\/faults\.json: The file/)
})

test('a repository in which nothing was recorded has no faults', () => {
  expect(readFaults(join(root, 'queries'))).toEqual([])
})

test('every alert was made to fire on real servers, and no other is recorded', async () => {
  const { faults, groups } = await load(root)
  const alerts = groups.flatMap(({ value }) => value.rules.filter((rule) => rule.type === 'alert'))
  const recorded = faults.flatMap(({ told, inhibited }) => [...told, ...inhibited]).map(({ alert }) => alert)
  const fired = faults.flatMap((each) => each.told).map(({ alert }) => alert)
  expect(new Set(fired)).toEqual(new Set(alerts.map(({ name }) => name)))
  expect(new Set(recorded)).toEqual(new Set(fired))
})
