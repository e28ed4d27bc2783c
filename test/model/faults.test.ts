import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readFaults } from '../../build/model/faults.ts'
import { load } from '../../build/model/load.ts'
import { untried } from '../live/untried.ts'
import { root } from '../support/root.ts'

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
const record = {
  recorded: '2026-11-30',
  releases: { Prometheus: '2.42.0+ds', Redis: '7.0.15' },
  untried: ['Redis stops'],
  faults: [outcome],
}

test('what was recorded is read', () => {
  expect(reading(JSON.stringify(record))).toEqual(record)
})

test.each([
  ['no JSON', '[{', 'is no JSON'],
  [
    'no mapping',
    JSON.stringify([outcome]),
    'should hold `recorded`, `releases`, `untried` and `faults`, and is no mapping',
  ],
])('%s is refused', (_, text, reason) => {
  expect(() => reading(text)).toThrow(`alerts/faults.json: The file ${reason}`)
})

test.each([
  ['no date', { recorded: undefined }, '"recorded": "2026-11-30", and says nothing'],
  ['a time', { recorded: '2026-11-30T12:00:00Z' }, 'says "2026-11-30T12:00:00Z"'],
  ['a day that does not exist', { recorded: '2026-02-30' }, 'says "2026-02-30"'],
  ['no releases', { releases: undefined }, '"Prometheus": "2.42.0" }, and says nothing'],
  ['releases of nothing', { releases: {} }, 'says {}'],
  ['a release without a name', { releases: { Redis: ' ' } }, 'says {"Redis":" "}'],
  ['a release that is a number', { releases: { Redis: 7 } }, 'says {"Redis":7}'],
  ['no word of what was not tried', { untried: undefined }, 'earlier recording, and says nothing'],
  ['an untried fault of which nothing is said', { untried: ['Mice'] }, 'says ["Mice"]'],
  ['no list of faults', { faults: outcome }, 'no list of `faults`'],
  ['a fault without a name', { faults: [{ ...outcome, fault: undefined }] }, 'no list of `faults`'],
  ['an alert without labels', { faults: [{ ...outcome, inhibited: [{ alert: 'A' }] }] }, 'no list of `faults`'],
  [
    'an alert that nobody heard',
    { faults: [{ ...outcome, told: [{ ...told, by: undefined }] }] },
    'no list of `faults`',
  ],
])('%s is refused', (_, change, reason) => {
  const text = JSON.stringify({ ...record, ...change })
  expect(() => reading(text)).toThrow(/^alerts\/faults\.json: The file /)
  expect(() => reading(text)).toThrow(reason)
})

test('a repository in which nothing was recorded has no record', () => {
  expect(readFaults(join(root, 'queries'))).toBeUndefined()
})

test('every alert was made to fire on real servers but for those that are named, and no other is recorded', async () => {
  const { faults: record, groups } = await load(root)
  // Those of objectives are left out there: their windows of days remember every fault.
  const alerts = groups
    .flatMap(({ value }) => value.rules.filter((rule) => rule.type === 'alert'))
    .filter(({ objective }) => objective === undefined)
  const outcomes = record?.faults ?? []
  const recorded = outcomes.flatMap(({ told, inhibited }) => [...told, ...inhibited]).map(({ alert }) => alert)
  const fired = outcomes.flatMap((each) => each.told).map(({ alert }) => alert)
  const names = alerts.map(({ name }) => name)
  expect(untried.filter((name) => !names.includes(name))).toEqual([])
  expect(new Set(fired)).toEqual(new Set(names.filter((name) => !untried.includes(name))))
  expect(new Set(recorded)).toEqual(new Set(fired))
})
