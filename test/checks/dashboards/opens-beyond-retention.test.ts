import { expect, test } from 'vitest'
import { opensBeyondRetention } from '../../../build/checks/dashboards/opens-beyond-retention.ts'
import { against } from '../foreign.ts'
import { dashboard, panel, subject, told } from '../subject.ts'
import { written } from '../written.ts'

const opening = (from: string, expr = 'up') =>
  JSON.stringify({ title: 'D', uid: 'd', time: { from, to: 'now' }, panels: [{ title: 'P', targets: [{ expr }] }] })

test('ninety days of which fifteen are kept', () => {
  const dashboards = [dashboard([panel({})], { json: { time: { from: 'now-90d', to: 'now' } } })]
  expect(told(opensBeyondRetention, subject({ dashboards }))).toMatchInlineSnapshot(`
    "warning  opens-beyond-retention   dashboard.json
      The dashboard opens on the last 90d ("now-90d"), and Prometheus keeps 15d.
      Open it on a shorter range, or raise the retention."
  `)
})

test('the retention is that of the configuration, of the flags, or of our stack', () => {
  const yml = 'scrape_configs: []\nstorage: {tsdb: {retention: {time: 2d}}}\n'
  expect(told(opensBeyondRetention, against('a 1', { 'a.json': opening('now-7d'), 'p.yml': yml }))).toContain(
    'keeps 2d',
  )
  const compose = (flag: string) => `services: {p: {image: "prom/prometheus:v3.0.0", command: ["${flag}"]}}\n`
  const flagged = (flag: string) =>
    told(opensBeyondRetention, against('a 1', { 'a.json': opening('now-3M'), 'c.yml': compose(flag) }))
  expect(flagged('--storage.tsdb.retention.time=30d')).toContain('keeps 30d')
  expect(flagged('--storage.tsdb.retention.time=1y')).toBe('')
  expect(flagged('--log.level=debug')).toBe('')
  expect(told(opensBeyondRetention, written('a.json', opening('now-1y', 'redis_up')))).toContain('keeps 15d')
})

test.each([
  ['a range that is kept', opening('now-7d/d')],
  ['a fixed time', opening('2020-01-01T00:00:00Z')],
  ["somebody else's stack", opening('now-90d', 'theirs')],
])('silent: %s', (_, text) => {
  expect(told(opensBeyondRetention, written('a.json', text))).toBe('')
})
