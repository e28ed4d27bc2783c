import { expect } from 'vitest'
import { served } from '../support/boards.ts'
import { pageTest, panelOf } from '../support/browser.ts'
import { colored, contentOf, textOf } from '../support/evidence.ts'
import { fakePrometheus, now, type Series } from '../support/fake.ts'
import { made, madeDashboard } from '../support/made.ts'

const amounts = { mail: '6', orders: '3', returns: '1' } as const

const source = () =>
  fakePrometheus({
    series: (query): Series =>
      query.startsWith('ALERTS')
        ? [
            { metric: { __name__: 'ALERTS', alertname: 'Slow', alertstate: 'pending', path: '/a' }, value: () => '1' },
            { metric: { __name__: 'ALERTS', alertname: 'Down', alertstate: 'firing', job: 'api' }, value: () => '1' },
          ]
        : query === 'ready'
          ? [{ metric: { job: 'api' }, value: (at) => (at % 600 < 300 ? '1' : '0') }]
          : query === 'none'
            ? []
            : Object.entries(amounts).map(([queue, value]) => ({ metric: { queue }, value: () => value })),
  })

const momentary = (format: string) => ({
  targets: [{ refId: 'A', expr: 'depth', legendFormat: '{{queue}}', instant: true, range: false, format }],
})
const wide = { gridPos: { x: 0, y: 0, w: 24, h: 10 } }
const none = { targets: [{ refId: 'A', expr: 'none' }] }

pageTest(
  'a pie, bars, a histogram, cells of states and a list of alerts are drawn of what is answered',
  async (open) => {
    const theirs = madeDashboard([
      made(1, 'Pie', {
        type: 'piechart',
        ...momentary('time_series'),
        options: {
          displayLabels: ['percent'],
          legend: { showLegend: true, displayMode: 'table', placement: 'right', values: ['value', 'percent'] },
        },
      }),
      made(2, 'Bars', { type: 'barchart', ...momentary('table'), options: { xField: 'queue', showValue: 'always' } }),
      made(3, 'Lying', { type: 'barchart', ...momentary('table'), options: { orientation: 'horizontal' } }),
      made(4, 'Histogram', { type: 'histogram', options: { combine: true, bucketSize: 2 } }),
      made(5, 'Cells', {
        type: 'status-history',
        targets: [{ refId: 'A', expr: 'ready', legendFormat: '{{job}}', interval: '5m' }],
        fieldConfig: {
          defaults: {
            color: { mode: 'fixed' },
            mappings: [
              { type: 'value', options: { 0: { text: 'no', color: '#ff0000' }, 1: { text: 'yes', color: '#00ff00' } } },
            ],
            custom: { fillOpacity: 100 },
          },
          overrides: [],
        },
      }),
      made(6, 'Alerts', {
        type: 'alertlist',
        targets: undefined,
        options: { sortOrder: 3, stateFilter: { firing: true, pending: true } },
      }),
      made(7, 'Log', {
        type: 'logs',
        targets: [{ refId: 'A', expr: '{a="b"}', datasource: { type: 'loki', uid: 'l' } }],
      }),
      ...['piechart', 'barchart', 'histogram', 'status-history'].map((type, at) =>
        made(8 + at, `No ${type}`, { type, ...none }),
      ),
    ])
    const { url } = await served([theirs], await source())
    const visit = await open('/d/made', { url })
    const { page } = visit

    // Before the canvases are read, of which the browser complains.
    expect(visit.complaints).toEqual([])
    const pie = panelOf(page, 'Pie')
    expect(await pie.getByRole('img', { name: 'Pie: mail: 60%; orders: 30%; returns: 10%' }).count()).toBe(1)
    const colors = await pie
      .getByRole('img', { name: /^Pie/ })
      .locator('path')
      .evaluateAll((paths) => paths.map((each) => each.getAttribute('fill')))
    expect(new Set(colors).size).toBe(3)
    expect(await textOf(pie)).toMatch(/60%.*mail.*6.*60%/)

    const bars = panelOf(page, 'Bars')
    expect(await bars.getByRole('img', { name: 'Bars: mail: 6; orders: 3; returns: 1' }).count()).toBe(1)
    const heights = await bars
      .locator('rect')
      .evaluateAll((all) => all.map((each) => each.getBoundingClientRect().height))
    expect(heights.map((height) => Math.round((6 * height) / (heights[0] ?? 1)))).toEqual([6, 3, 1])
    const widths = await panelOf(page, 'Lying')
      .locator('rect')
      .evaluateAll((all) => all.map((each) => each.getBoundingClientRect().width))
    expect(widths.map((width) => Math.round((6 * width) / (widths[0] ?? 1)))).toEqual([6, 3, 1])

    // Each series has as many samples: 1, 3 and 6 fall into buckets of their own, and none between 4 and 6.
    const histogram = panelOf(page, 'Histogram')
    const name = (await histogram.getByRole('img').getAttribute('aria-label')) ?? ''
    const [, count] = /^Histogram: 0 – 2: (\d+); 2 – 4: \1; 6 – 8: \1$/.exec(name) ?? []
    expect(Number(count), name).toBeGreaterThan(10)
    expect(await histogram.locator('rect').count()).toBe(3)

    const cells = panelOf(page, 'Cells')
    expect(await colored(cells, 'rgb(0, 255, 0)')).toBeGreaterThan(1000)
    expect(await colored(cells, 'rgb(255, 0, 0)')).toBeGreaterThan(1000)

    expect(await textOf(panelOf(page, 'Alerts'))).toBe(
      'Down Firing, 1 instance job=api Slow Pending, 1 instance path=/a',
    )
    expect(await textOf(panelOf(page, 'Log'))).toContain('asks loki: this preview answers only queries to Prometheus')
    for (const type of ['piechart', 'barchart', 'histogram', 'status-history'])
      expect(await textOf(panelOf(page, `No ${type}`)), type).toBe('No data')

    // None is cut off where a panel is small.
    await page.setViewportSize({ width: 480, height: 6000 })
    for (const title of ['Pie', 'Bars', 'Lying', 'Histogram']) {
      const content = contentOf(panelOf(page, title))
      await expect
        .poll(() => content.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth), { message: title })
        .toBeLessThanOrEqual(0)
    }
  },
)

pageTest('a panel with a time of its own asks for that time, and says so', async (open) => {
  const theirs = madeDashboard([
    made(1, 'A day', { ...wide, timeFrom: '1d' }),
    made(2, 'Last week', { timeShift: '1w' }),
    made(3, 'Silently', { timeShift: '1w', hideTimeOverride: true }),
    made(4, 'Odd', { timeFrom: 'yesterday' }),
  ])
  const { url } = await served([theirs], await source())
  const visit = await open('/d/made', { url })
  const asked = visit
    .asked()
    .filter(({ path }) => path === 'query_range')
    .map(({ form }) => [Number(form.get('start')), Number(form.get('end'))] as const)
  const hours = (start = 0, end = 0) => [Math.round((end - start) / 3600), Math.round((now / 1000 - end) / 3600)]
  const told = asked.map(([start, end]) => hours(start, end).join())
  expect(new Set(told)).toEqual(new Set(['24,0', '1,168', '1,0']))
  const { page } = visit
  expect(await panelOf(page, 'A day').getByText('Last 1d').count()).toBe(1)
  expect(await panelOf(page, 'Last week').getByText('timeshift -1w').count()).toBe(1)
  expect(await panelOf(page, 'Silently').getByText('timeshift').count()).toBe(0)
  expect(
    await panelOf(page, 'Odd')
      .getByRole('button', { name: /^Notices: Its own time is yesterday/ })
      .count(),
  ).toBe(1)
  expect(visit.complaints).toEqual([])
})
