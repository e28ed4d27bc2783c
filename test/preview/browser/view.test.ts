import { expect, test, vi } from 'vitest'
import { addressOf, readView, timeRangeOf } from '../../../build/preview/app/view/view.ts'

const at = (address: string) => readView(new URL(address, 'http://localhost'))

test.each([
  '/',
  '/d/pybase-overview',
  '/d/pybase-overview?from=now-6h&to=now&refresh=30s',
  '/d/a%20b%2Fc?var-x=1&var-x=2&var-y=%24__all&theme=light&viewPanel=17&kiosk=1',
  '/d-solo/pybase-overview?theme=light&panelId=4',
  '/runbooks/PyBaseTargetDown?theme=dark',
])('the address of what %s shows is the same address', (address) => {
  expect(addressOf(at(address))).toBe(address)
})

test.each([
  ['/d/50%', '50%', '/d/50%25'],
  ['/d/%C3%A4', 'ä', '/d/%C3%A4'],
  ['/d/%FF', '%FF', '/d/%25FF'],
])('%s asks for %s, whose address is %s', (address, uid, written) => {
  expect(at(address).uid).toBe(uid)
  expect(addressOf(at(address))).toBe(written)
})

test.each(['', '?theme=', '?theme=blue'])('the theme of an address with %j is that of the system', (query) => {
  expect(at(`/d/x${query}`).theme).toBeUndefined()
})

test.each(['', '0', '-1', '1.5', 'panel-', 'x'])('a panel %j is none', (panel) => {
  expect(at(`/d/x?viewPanel=${panel}`).panel).toBeUndefined()
})

test('a relative range is counted from the given now', () => {
  const { from, to, raw } = timeRangeOf('now-1h', 'now', Date.UTC(2026, 0, 14, 12), 'utc')
  expect([from.valueOf(), to.valueOf()]).toEqual([Date.UTC(2026, 0, 14, 11), Date.UTC(2026, 0, 14, 12)])
  expect(raw).toEqual({ from: 'now-1h', to: 'now' })
})

test('a range that ends before it begins, or is no range, is the last hour', () => {
  const now = Date.UTC(2026, 0, 14, 12)
  for (const [from, to] of [
    ['now', 'now-1h'],
    ['yesterday', 'now'],
    ['<b>', 'now'],
  ]) {
    expect(timeRangeOf(from ?? '', to ?? '', now, 'utc').from.valueOf()).toBe(now - 3_600_000)
  }
})

test.each([
  ['1768348800000', Date.UTC(2026, 0, 14)],
  ['2026-01-14', undefined],
  ['2026-01-14T00:00:00Z', Date.UTC(2026, 0, 14)],
  ['2026-01-14T01:00:00.5+01:00', Date.UTC(2026, 0, 14) + 500],
  ['2026-01-14 00:00', undefined],
])('an absolute range may begin at %s', (from, expected) => {
  const range = timeRangeOf(from, '2026-01-15T00:00:00Z', 0, 'browser')
  // Without an offset it is the time of where the page is read.
  expect(range.from.valueOf()).toBe(expected ?? new Date(2026, 0, 14).valueOf())
})

test.each(['14.01.2026', 'Jan 14 2026', '2026-13-45', '2026-01-14T25:99', '-1', '1e9', 'now-', 'now-1', 'nowhere'])(
  '%s is no time, and nothing warns of it',
  (from) => {
    const warn = vi.spyOn(console, 'warn')
    expect(timeRangeOf(from, 'now', 7_200_000, 'utc').from.valueOf()).toBe(3_600_000)
    expect(warn).not.toHaveBeenCalled()
  },
)

test.each([
  ['now/d', 'now/d', 'utc', Date.UTC(2026, 0, 14), Date.UTC(2026, 0, 15)],
  ['now/d', 'now/d', 'Asia/Tokyo', Date.UTC(2026, 0, 14, 15), Date.UTC(2026, 0, 15, 15)],
  ['now-1d/d', 'now-1d/d', 'America/New_York', Date.UTC(2026, 0, 13, 5), Date.UTC(2026, 0, 14, 5)],
  ['2026-01-13', '2026-01-14 12:00', 'Asia/Tokyo', Date.UTC(2026, 0, 12, 15), Date.UTC(2026, 0, 14, 3)],
  ['2026-01-13T00:00:00Z', 'now', 'Asia/Tokyo', Date.UTC(2026, 0, 13), Date.UTC(2026, 0, 14, 18)],
])('%s to %s is counted by the clocks of %s', (from, to, timeZone, start, end) => {
  const range = timeRangeOf(from, to, Date.UTC(2026, 0, 14, 18), timeZone)
  expect(range.from.valueOf()).toBe(start)
  // A day ends a millisecond before the next.
  expect(Math.round(range.to.valueOf() / 1000) * 1000).toBe(end)
})
