import { expect } from 'vitest'
import { served } from '../support/boards.ts'
import { pageTest, panelOf } from '../support/browser.ts'
import { colored, textOf } from '../support/evidence.ts'
import { fakePrometheus } from '../support/fake.ts'
import { made, madeDashboard } from '../support/made.ts'

const evil = `<img src=x onerror="alert(1)"><script>alert(2)</script>`

const source = () =>
  fakePrometheus({
    series: () => [{ metric: { job: evil }, value: (at) => String(1 + Math.sin(at / 300)) }],
    values: () => [evil],
  })

pageTest('a dashboard of another origin draws what is known and names what is not', async (open) => {
  const theirs = madeDashboard([
    made(1, 'Known'),
    made(2, 'On a map', { type: 'geomap' }),
    made(3, 'By somebody', { type: 'somebody-special-panel', targets: null, options: 'none' }),
    { id: 4, type: 'logs' },
    made(5, 'Without options', { options: null, fieldConfig: null }),
    made(6, 'Wrong numbers', { gridPos: { x: -3, y: 'a', w: 99, h: 0 }, fieldConfig: { defaults: { decimals: 'x' } } }),
    made(7, 'Refers to nothing', { targets: [{ refId: 'A', expr: 'up{job="$nowhere"}' }] }),
    made(8, 'Hidden query', {
      targets: [
        { refId: 'A', expr: 'up', hide: true },
        { refId: 'B', expr: 'up' },
      ],
    }),
    'no panel at all',
  ])
  const { url } = await served([theirs], await source())
  const visit = await open('/d/made', { url })
  const { page } = visit
  expect(await colored(panelOf(page, 'Known'))).toBeGreaterThan(100)
  for (const [title, type] of [
    ['On a map', 'geomap'],
    ['By somebody', 'somebody-special-panel'],
  ] as const)
    expect(await textOf(panelOf(page, title))).toContain(`does not draw panels of the type ${type}`)
  expect(await page.getByText('This preview asks for metrics, and for no logs.').count()).toBe(1)
  for (const title of ['Without options', 'Hidden query']) {
    expect(await colored(panelOf(page, title)), title).toBeGreaterThan(100)
  }
  expect(await textOf(panelOf(page, 'Refers to nothing'))).toContain('$nowhere')
  expect(await panelOf(page, 'Wrong numbers').count()).toBe(1)
  expect(visit.complaints.filter((each) => !each.includes('favicon'))).toEqual([])
})

pageTest('panels of Grafana 4 are drawn as what Grafana makes of them today', async (open) => {
  const theirs = madeDashboard([
    made(1, 'Graph', {
      type: 'graph',
      fill: 3,
      lines: true,
      yaxes: [{ format: 's', min: '0' }, { format: 'short' }],
      legend: { show: true, values: true, max: true, alignAsTable: true },
      seriesOverrides: [{ alias: '/.*/', color: '#ff00ff' }],
    }),
    made(2, 'Number', {
      type: 'singlestat',
      format: 'percentunit',
      valueName: 'max',
      thresholds: '1,2',
      colors: three,
    }),
    made(3, 'Gauge', { type: 'singlestat', format: 's', gauge: { show: true, minValue: 0, maxValue: 5 } }),
  ])
  const { url } = await served([theirs], await source())
  const visit = await open('/d/made', { url })
  const graph = panelOf(visit.page, 'Graph')
  expect(await colored(graph, 'rgb(255, 0, 255)')).toBeGreaterThan(100)
  expect(await textOf(graph)).toMatch(/\d s/)
  expect(await graph.getByRole('columnheader', { name: 'Max' }).count()).toBe(1)
  const number = panelOf(visit.page, 'Number')
  expect(await textOf(number)).toBe('200%')
  expect(await textOf(panelOf(visit.page, 'Gauge'))).toMatch(/\d m?s$/)
  expect(visit.complaints.filter((each) => !each.includes('favicon'))).toEqual([])
})

const three = ['#00ff00', '#ffff00', '#ff0000']

pageTest('no string of a dashboard or a label is HTML', async (open) => {
  const mark = {
    name: `Marks ${evil}`,
    enable: true,
    expr: 'marks',
    titleFormat: `{{job}}`,
    textFormat: evil,
    iconColor: evil,
  }
  const table = { type: 'table', targets: [{ refId: 'A', expr: 'up', instant: true, format: 'table' }] }
  const links = [
    { title: evil, url: 'javascript:alert(3)' },
    { title: 'data', url: 'data:text/html,<script>alert(4)</script>' },
  ]
  const defaults = { unit: evil, displayName: `Name ${evil}`, noValue: evil, links }
  const theirs = madeDashboard(
    [
      made(1, `Series ${evil}`, { description: `Says ${evil}`, links }),
      made(2, 'Table', table),
      made(3, 'Number', { type: 'stat', fieldConfig: { defaults, overrides: [] } }),
      made(4, 'Words', { type: 'text', options: { mode: 'html', content: `Words ${evil}` } }),
      made(5, 'States', { type: 'state-timeline' }),
      { id: 9, type: 'row', title: `Row ${evil}`, gridPos: { x: 0, y: 90, w: 24, h: 1 }, panels: [] },
    ],
    { title: `Made ${evil}`, tags: [evil], annotations: { list: [mark] }, links: [{ type: 'link', ...links[0] }] },
  )
  const { url } = await served([theirs], await source())
  const visit = await open('/d/made', { url })
  const { page } = visit

  for (const name of [`Row ${evil}`, `Series ${evil}`])
    expect(await page.getByRole('heading', { name, exact: true }).count(), name).toBe(1)
  expect(await panelOf(page, `Series ${evil}`).getByRole('listitem').getByText(evil, { exact: true }).count()).toBe(1)
  expect(await panelOf(page, 'Table').getByRole('gridcell', { name: evil }).count()).toBeGreaterThan(0)
  expect(await textOf(panelOf(page, 'Words'))).toContain('Words')

  const description = page.getByRole('button', { name: `Description: Says ${evil}` })
  await description.hover()
  await page.getByRole('tooltip').getByText(`Says ${evil}`).waitFor()
  const annotation = panelOf(page, `Series ${evil}`).getByRole('button', { name: /^Annotation/ })
  await annotation.first().hover()
  await page.getByRole('tooltip').getByText(evil, { exact: true }).first().waitFor()

  expect(await page.locator('img[src="x"], #page script').count()).toBe(0)
  expect(await page.locator('a[href^="javascript:"], a[href^="data:"]').count()).toBe(0)
  expect(visit.complaints).toEqual([])
})
