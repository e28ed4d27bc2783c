import { expect, test } from 'vitest'
import { state } from '../../build/doctor/prometheus/state.ts'
import { examined } from './pretend.ts'

const runtime = { reloadConfigSuccess: true, lastConfigTime: '2026-01-01T00:00:00Z', corruptionCount: 0 }
const flags = { 'storage.tsdb.retention.time': '15d', 'rules.alert.for-grace-period': '30s' }

const findingsOf = async (otherRuntime: object, otherFlags: object) => {
  const { findings } = await examined(state, {
    'status/runtimeinfo': () => ({ ...runtime, ...otherRuntime }),
    'status/flags': () => ({ ...flags, ...otherFlags }),
  })
  return findings.map(({ severity, what }) => `${severity}: ${what}`)
}

test('the generated flags are fine, and so are the defaults that equal them', async () => {
  expect(await findingsOf({}, {})).toEqual([])
  expect(await findingsOf({}, { 'storage.tsdb.retention.time': '0s' })).toEqual([])
  expect(await findingsOf({}, { 'storage.tsdb.retention.time': '360h' })).toEqual([])
})

test.each([
  [{ reloadConfigSuccess: false }, {}, /^error: Its files were refused .* those of 2026-01-01T00:00:00Z\.$/],
  [{ corruptionCount: 2 }, {}, /^warning: It found its write-ahead log corrupt, 2 times: samples are lost\.$/],
  [{}, { 'storage.tsdb.retention.time': '5d' }, /^warning: It keeps samples for 5d, and stack\.ts says 15d\.$/],
  [{}, { 'rules.alert.for-grace-period': '10m' }, /^warning: It is 10m: each restart forgets how long the \d+ alerts/],
])('%j and %j', async (otherRuntime, otherFlags, sentence) => {
  expect(await findingsOf(otherRuntime, otherFlags)).toEqual([expect.stringMatching(sentence)])
})
