import { expect, test } from 'vitest'
import type { ComparedDashboard, ComparedPanel } from '../../../../build/preview/pictures/compare.ts'
import { amountOf, differenceOf } from '../../../../build/preview/pictures/difference.ts'
import { beside, crop, decode, encode, type Picture } from '../../../../build/preview/pictures/picture.ts'
import { reportOf, summaryOf } from '../../../../build/preview/pictures/report.ts'

const plain = (width: number, height: number, colour: readonly number[] = [20, 30, 40, 255]): Picture => ({
  width,
  height,
  data: Buffer.alloc(width * height * 4, Buffer.from(colour)),
})

const shown = { before: 'a "b"', after: '<c>' }

const panel = (more: Partial<ComparedPanel>): ComparedPanel => ({
  is: 'changed',
  id: 1,
  title: 'Panel',
  said: [],
  before: plain(4, 4),
  after: plain(4, 4),
  difference: differenceOf(plain(4, 4), plain(4, 4)),
  ...more,
})

const dashboard = (panels: readonly ComparedPanel[], said: readonly string[] = []): ComparedDashboard => ({
  uid: 'uid',
  title: 'Dashboard',
  said,
  panels,
})

test('the report needs nothing but itself, and no name in it is HTML', () => {
  const bad = `"><img src='http://192.0.2.1/x.png'><script>alert(1)</script>`
  const report = reportOf(shown, [{ uid: bad, title: bad, said: [bad], panels: [panel({ title: bad, said: [bad] })] }])
  const tags = report.replace(/<style>.*<\/style>/s, '').match(/<[a-z][^>]*>/g) ?? []
  expect(tags.filter((tag) => /^<(?:script|link|iframe|object|base)\b/.test(tag))).toEqual([])
  const references = tags.flatMap((tag) => [...tag.matchAll(/\b(?:src|href|srcset|data|action)="([^"]*)"/g)])
  expect(references).toHaveLength(3)
  for (const [, address] of references) expect(address).toMatch(/^data:image\/png;base64,[\w+/]+=*$/)
  expect(report).not.toMatch(/@import|url\(/)
  expect(report.match(/&#60;script&#62;/g)).toHaveLength(5)
})

test.each([
  [panel({ is: 'unexpected' }), 'looks different', 'although nothing in its definition changed'],
  [panel({}), 'changed', 'Both look the same'],
  [panel({ is: 'changed', before: undefined, difference: undefined }), 'changed', 'There is no picture of it before.'],
  [panel({ is: 'added', after: undefined, difference: undefined }), 'added', 'There is no picture of it after.'],
])('pictures and sentences that do not tell the same are explained', (compared, kind, note) => {
  const report = reportOf(shown, [dashboard([compared])])
  expect(report).toContain(`<span class="kind">${kind}</span>`)
  expect(report).toContain(note)
})

test('the summary counts', () => {
  expect(summaryOf([dashboard([])])).toBe('No dashboard differs, neither in what it means nor in how it looks.')
  expect(summaryOf([dashboard([panel({})])])).toBe('1 panel of 1 dashboard differs.')
  expect(summaryOf([dashboard([panel({})]), dashboard([panel({})])])).toBe('2 panels of 2 dashboards differ.')
  expect(summaryOf([dashboard([], ['variable x is removed'])])).toBe('1 dashboard differs, but no panel.')
})

test('pictures of different sizes differ in all that one lacks', () => {
  const { picture, pixels, of } = differenceOf(plain(10, 4), plain(6, 8))
  expect([picture.width, picture.height, of]).toEqual([10, 8, 80])
  // 24 pixels are in both, 16 in the first and 24 in the second; nobody has the other 16.
  expect(pixels).toBe(40)
})

test('a part of a picture, also where it reaches over the edge', () => {
  const picture = plain(10, 10)
  Buffer.from([255, 0, 0, 255]).copy(picture.data, (7 * 10 + 6) * 4)
  const part = crop(picture, { left: 5.6, top: 7.4, width: 20, height: 20 })
  expect([part.width, part.height]).toEqual([4, 3])
  expect([...part.data.subarray(0, 4)]).toEqual([255, 0, 0, 255])
})

test('a PNG holds what was drawn, and side by side is a gap', () => {
  const strip = decode(encode(beside([plain(5, 5), plain(3, 2, [1, 2, 3, 255])])))
  expect([strip.width, strip.height]).toEqual([24, 5])
  const pixel = (x: number, y: number) => [...strip.data.subarray((y * 24 + x) * 4, (y * 24 + x) * 4 + 4)]
  expect([pixel(0, 0), pixel(5, 0), pixel(21, 0), pixel(21, 4)]).toEqual([
    [20, 30, 40, 255],
    [128, 128, 128, 255],
    [1, 2, 3, 255],
    [128, 128, 128, 255],
  ])
})

test.each([
  [0, 100, 'no pixel differs'],
  [1, 1_234_567, '1 of 1,234,567 pixels differ (less than 0.01%)'],
  [1_000, 100_000, '1,000 of 100,000 pixels differ (1.00%)'],
])('%d of %d', (pixels, of, amount) => {
  expect(amountOf({ picture: plain(1, 1), pixels, of })).toBe(amount)
})
