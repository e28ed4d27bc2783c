import { expect, test } from 'vitest'
import { stretchesOf } from '../../../../build/preview/app/dashboard/description.ts'
import { safeUrl } from '../../../../build/preview/app/dashboard/links.ts'
import type { DashboardLink } from '../../../../build/preview/app/dashboard/model.ts'
import { linksOf } from '../../../../build/preview/app/shell/dashboard-links.ts'
import { readView } from '../../../../build/preview/app/view/view.ts'

test.each([
  'https://a.example/x?y=1#z',
  'http://localhost:3000/',
  '/d/other?from=now-1h',
  'runbook.md',
  '#top',
  '?a=b',
])('%s leads to a page', (url) => expect(safeUrl(url)).toBe(url))

test.each([
  'javascript:alert(1)',
  ' javascript:alert(1)',
  'java\nscript:alert(1)',
  'JAVASCRIPT:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'file:///etc/passwd',
  'http://[',
])('%j does not', (url) => expect(safeUrl(url)).toBeUndefined())

const view = readView(new URL('http://localhost/d/one?from=now-6h&to=now&var-job=a&var-job=b&viewPanel=4&theme=light'))
const dashboards = [
  { uid: 'one', title: 'One', tags: ['x', 'y'] },
  { uid: 'two', title: 'Two', tags: ['x', 'y'] },
  { uid: 'three', title: 'Three', tags: ['x'] },
]
const link: DashboardLink = {
  type: 'dashboards',
  title: 'Others',
  tags: ['x', 'y'],
  url: '',
  includeVars: false,
  keepTime: false,
  targetBlank: false,
}

test('a link by tags leads to the other dashboards that have all of them, in the same theme', () => {
  expect(linksOf(link, view, dashboards)).toEqual([{ title: 'Two', href: '/d/two?theme=light', targetBlank: false }])
})

test('it keeps the time range and the variables where it says so', () => {
  expect(linksOf({ ...link, keepTime: true }, view, dashboards)[0]?.href).toBe('/d/two?from=now-6h&to=now&theme=light')
  expect(linksOf({ ...link, includeVars: true }, view, dashboards)[0]?.href).toBe(
    '/d/two?var-job=a&var-job=b&theme=light',
  )
})

test('a link to an address keeps them too, and never runs anything', () => {
  const to = (url: string) =>
    linksOf({ ...link, type: 'link', url, keepTime: true, includeVars: true }, view, dashboards)
  expect(to('https://a.example/?a=b')[0]?.href).toBe('https://a.example/?a=b&from=now-6h&to=now&var-job=a&var-job=b')
  expect(to('javascript:alert(1)')).toEqual([])
})

test('a description is text, with code between backticks', () => {
  expect(stretchesOf('<b>a</b> `x{y="1"}` and a ` alone')).toEqual([
    { at: 0, text: '<b>a</b> ', isCode: false },
    { at: 1, text: 'x{y="1"}', isCode: true },
    { at: 2, text: ' and a ` alone', isCode: false },
  ])
  expect(stretchesOf('')).toEqual([])
})
