import { expect, test } from 'vitest'
import type { ComparedDashboard, ComparedPanel } from '../../../../build/preview/pictures/compare.ts'
import { amountOf, differenceOf } from '../../../../build/preview/pictures/difference.ts'
import type { Said } from '../../../../build/preview/pictures/job.ts'
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
  description: '',
  queries: [],
  causes: null,
  before: plain(4, 4),
  after: plain(4, 4),
  difference: differenceOf(plain(4, 4), plain(4, 4)),
  ...more,
})

const saying = (text: string, ...lines: Said['lines']): Said => ({ text, lines })

const dashboard = (panels: readonly ComparedPanel[], said: readonly Said[] = []): ComparedDashboard => ({
  uid: 'uid',
  title: 'Dashboard',
  said,
  panels,
})

test('the report needs nothing but itself, and no name in it is HTML', () => {
  const bad = `"><img src='http://192.0.2.1/x.png'><script>alert(1)</script>`
  const said = [saying(bad, [{ is: 'same', text: bad }], [{ is: 'removed', text: bad }])]
  const about = { description: bad, queries: [{ name: bad, text: bad }], causes: [{ where: bad, lines: [] }] }
  const report = reportOf({ before: bad, after: bad }, [
    { uid: bad, title: bad, said, panels: [panel({ title: bad, said, ...about })] },
  ])
  const tags = report.replace(/<style>.*<\/style>/s, '').match(/<[a-z][^>]*>/g) ?? []
  expect(tags.filter((tag) => /^<(?:script|link|iframe|object|base)\b|\son\w+=/.test(tag))).toEqual([])
  const references = tags.flatMap((tag) => [...tag.matchAll(/\b(?:src|href|srcset|data|action)="([^"]*)"/g)])
  const [pictures, links] = [/^data:image\/png;base64,[\w+/]+=*$/, /^#d1(?:-p1(?:-\w+)?)?$/].map((form) =>
    references.filter(([, address = '']) => form.test(address)),
  )
  expect(pictures).toHaveLength(3)
  expect(references).toHaveLength(3 + (links?.length ?? 0))
  expect(report).not.toMatch(/@import|url\(/)
  expect(report).toContain('&#60;script&#62;alert(1)&#60;/script&#62;')
  expect(report).not.toContain('alert(1)</script>')
})

test.each([
  [panel({ is: 'unexpected' }), 'looks different', 'although nothing in its definition changed'],
  [panel({}), 'changed', 'Both look the same'],
  [panel({ causes: [] }), 'changed', 'the settings or the compiler did'],
  [panel({ is: 'changed', before: undefined, difference: undefined }), 'changed', 'There is no picture of it before.'],
  [panel({ is: 'added', after: undefined, difference: undefined }), 'added', 'There is no picture of it after.'],
])('pictures and sentences that do not tell the same are explained', (compared, kind, note) => {
  const report = reportOf(shown, [dashboard([compared])])
  expect(report).toContain(`<span class="kind ${compared.is}">${kind}</span>`)
  expect(report).toContain(note)
})

/** The text of the report's part that this tag encloses, its other tags as blanks. */
const textIn = (report: string, tag: string): string => {
  const [, inside = ''] = new RegExp(`<${tag}[ >](.*?)</${tag}>`, 's').exec(report) ?? []
  return inside
    .replace(/<[^>]*>/g, ' ')
    .replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))
    .replace(/\s+/g, ' ')
    .trim()
}

test('what it is about comes first, with where to find it', () => {
  const changed = panel({ title: 'A & B', said: [saying('unit s → ms'), saying('is resized: 6×4 → 8×4')] })
  const report = reportOf(shown, [
    dashboard([], []),
    dashboard([changed, panel({ is: 'added', title: 'New' })], [saying("row 'R' is new")]),
  ])
  expect(textIn(report, 'dl')).toBe('Before a "b" After <c>')
  expect(textIn(report, 'nav')).toContain(
    "Dashboard row 'R' is new A & B changed unit s → ms; is resized: 6×4 → 8×4 New added",
  )
  const anchors = [...report.matchAll(/href="#([^"]*)"/g)].map(([, anchor]) => anchor)
  const ids = [...report.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id)
  expect(new Set(ids).size).toBe(ids.length)
  expect(anchors.filter((anchor) => !ids.includes(anchor))).toEqual([])
  expect(ids).toEqual(expect.arrayContaining(['d1', 'd1-p1', 'd1-p1-before', 'd1-p1-difference', 'd1-p2']))
})

test('an added panel says what it is for and asks, a changed one which definitions changed', () => {
  const is = { is: 'added', before: undefined, difference: undefined } as const
  const added = { description: 'What for.', queries: [{ name: 'All', text: 'sum(x) > 100MiB' }] }
  const piece = (is: 'removed' | 'added', text: string) => [{ is, text }]
  const causes = [{ where: 'queries/x.ts:7 › p99', lines: [piece('removed', '- 0.99'), piece('added', '+ 0.9')] }]
  const report = reportOf(shown, [dashboard([panel({ ...is, ...added }), panel({ causes })])])
  expect(textIn(report, 'article')).toContain('What for. All sum(x) > 100MiB Close After Panel After <c>')
  expect(report).toContain('<details open><summary>Definition <code>queries/x.ts:7 › p99</code></summary>')
  expect(report).toContain('<pre><del>- 0.99</del>\n<ins>+ 0.9</ins></pre>')
})

test('only pictures that have something to compare are compared', () => {
  const figures = (compared: ComparedPanel) =>
    [...reportOf(shown, [dashboard([compared])]).matchAll(/<figcaption><b>(\w+)/g)].map(([, name]) => name)
  expect(figures(panel({}))).toEqual(['Before', 'After', 'Difference'])
  expect(figures(panel({ is: 'moved' }))).toEqual(['After'])
  expect(figures(panel({ is: 'resized' }))).toEqual(['Before', 'After'])
})

test('the summary counts', () => {
  expect(summaryOf([dashboard([])])).toBe('No dashboard differs, neither in what it means nor in how it looks.')
  expect(summaryOf([dashboard([panel({})])])).toBe('1 panel of 1 dashboard differs.')
  expect(summaryOf([dashboard([panel({})]), dashboard([panel({})])])).toBe('2 panels of 2 dashboards differ.')
  expect(summaryOf([dashboard([], [saying('variable x is removed')])])).toBe('1 dashboard differs, but no panel.')
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
