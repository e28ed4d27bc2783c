import { cpSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from '../../build/promql/parse.ts'
import { print } from '../../build/promql/print.ts'
import { temporaryFolder } from '../output/folder.ts'
import { root } from '../support/root.ts'
import { rescale, rescaleQuery, scaled } from './rescale.ts'

test.each([
  ['5m', '5s'],
  ['1h', '1m'],
  ['30s', '500ms'],
  ['0s', '0s'],
  ['-90m', '-1m30s'],
])('%s passes in %s', (whole, sixtieth) => {
  expect(scaled(whole)).toBe(sixtieth)
})

test.each([
  ['rate(a[5m])', 'rate(a[5s])'],
  ['increase((a - b)[10m:])', 'increase((a - b)[10s:])'],
  ['max_over_time(a[1h:1m] offset 30m)', 'max_over_time(a[1m:1s] offset 30s)'],
  ['a offset -5m > 600', 'a offset -5s > 600'],
  ['min_over_time(a{b="5m"}[30m]) and sum(a offset 30m)', 'min_over_time(a{b="5m"}[30s]) and sum(a offset 30s)'],
])('%s is %s', (whole, sixtieth) => {
  expect(print(rescaleQuery(parse(whole)))).toBe(sixtieth)
})

test('the alerts of objectives are left out, and what they record is not', () => {
  const folder = temporaryFolder()
  cpSync(join(root, 'out'), folder, { recursive: true })
  const before = readFileSync(join(folder, 'alerts/slo-api-latency.yml'), 'utf8')
  expect(before).toContain('- alert: PyBaseApiLatencyBurnsFast')
  expect(rescale(folder)).toContainEqual(expect.stringContaining('4 alerts of objectives: left out'))
  const after = readFileSync(join(folder, 'alerts/slo-api-latency.yml'), 'utf8')
  expect(after).not.toContain('- alert:')
  expect(after.match(/- record:/g)).toHaveLength(before.match(/- record:/g)?.length ?? 0)
})
