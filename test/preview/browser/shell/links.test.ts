import { expect, test } from 'vitest'
import { stretchesOf } from '../../../../build/preview/app/dashboard/description.ts'
import { safeUrl } from '../../../../build/preview/app/dashboard/links.ts'
import type { DashboardLink } from '../../../../build/preview/app/dashboard/model.ts'
import { readDashboard } from '../../../../build/preview/app/dashboard/read.ts'
import { lookupOf } from '../../../../build/preview/app/query/variables.ts'
import { linksOf, wholeView } from '../../../../build/preview/app/shell/dashboard-links.ts'
import { readView, timeRangeOf } from '../../../../build/preview/app/view/view.ts'

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
const asking = { range: timeRangeOf('now-6h', 'now', Date.UTC(2026, 0, 14, 12), 'utc'), lookup: () => undefined }
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
  expect(linksOf(link, view, dashboards, asking)).toEqual([
    { title: 'Two', href: '/d/two?theme=light', targetBlank: false },
  ])
})

test('it keeps the time range and the variables where it says so', () => {
  expect(linksOf({ ...link, keepTime: true }, view, dashboards, asking)[0]?.href).toBe(
    '/d/two?from=now-6h&to=now&theme=light',
  )
  expect(linksOf({ ...link, includeVars: true }, view, dashboards, asking)[0]?.href).toBe(
    '/d/two?var-job=a&var-job=b&theme=light',
  )
})

test('a link to an address keeps them too, and never runs anything', () => {
  const to = (url: string) =>
    linksOf({ ...link, type: 'link', url, keepTime: true, includeVars: true }, view, dashboards, asking)
  expect(to('https://a.example/?a=b')[0]?.href).toBe('https://a.example/?a=b&from=now-6h&to=now&var-job=a&var-job=b')
  expect(to('javascript:alert(1)')).toEqual([])
})

test('what a link refers to is filled in, encoded in its address and readable in its title', () => {
  const { variables } = readDashboard({ templating: { list: [{ name: 'job', type: 'textbox', query: 'a&b' }] } })
  const told = { ...asking, lookup: lookupOf(variables, {}, { job: ['a&b'] }) }
  const to = {
    ...link,
    type: 'link' as const,
    title: 'Logs of $job',
    url: '/logs?$__url_time_range&job=$job&at=$__to',
  }
  expect(linksOf(to, view, dashboards, told)).toEqual([
    {
      title: 'Logs of a&b',
      href: `/logs?from=now-6h&to=now&job=a%26b&at=${Date.UTC(2026, 0, 14, 12)}`,
      targetBlank: false,
    },
  ])
})

test('a whole view says what the dashboard decides, too', () => {
  const variable = (name: string) => ({ name, type: 'query', query: `label_values(${name})`, current: { value: 'a' } })
  const dashboard = readDashboard({
    time: { from: 'now-3h', to: 'now' },
    templating: { list: [variable('job'), variable('env')] },
  })
  const bare = readView(new URL('http://localhost/d/one?var-job=b&var-foreign=c'))
  expect(wholeView(dashboard, bare, { job: ['a', 'b'], env: ['x', 'y'] })).toEqual({
    ...bare,
    from: 'now-3h',
    to: 'now',
    variables: { job: ['b'], env: ['x'], foreign: ['c'] },
  })
  const { from, to } = wholeView(dashboard, view, {})
  expect([from, to]).toEqual(['now-6h', 'now'])
})

test('a description is text, with code between backticks', () => {
  expect(stretchesOf('<b>a</b> `x{y="1"}` and a ` alone')).toEqual([
    { at: 0, text: '<b>a</b> ', isCode: false },
    { at: 1, text: 'x{y="1"}', isCode: true },
    { at: 2, text: ' and a ` alone', isCode: false },
  ])
  expect(stretchesOf('')).toEqual([])
})
