import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { served } from '../../support/boards.ts'
import { type Open, panelOf, type Visit } from '../../support/browser.ts'
import { dashboardShown, type PanelJson, panelsOf, stateShown } from '../../support/dashboards.ts'
import { colored, textOf } from '../../support/evidence.ts'
import { fakePrometheus } from '../../support/fake.ts'
import { openRows } from './rows.ts'

const types = ['timeseries', 'stat', 'gauge', 'bargauge', 'table', 'state-timeline', 'heatmap']

/** Whether a panel shows numbers or names of its data in text, apart from what is painted. */
async function tells({ type, options }: PanelJson, panel: Locator, page: Page): Promise<boolean> {
  const text = await textOf(panel)
  switch (type) {
    case 'timeseries':
      return /\d/.test(options.legend?.showLegend === true ? text : await tooltipOf(panel, page))
    case 'table':
      return /\d/.test((await panel.getByRole('gridcell').allInnerTexts()).join(' '))
    case 'state-timeline':
      return (await panel.getByRole('img', { name: /^.+: \p{L}+/u }).count()) === 1
    case 'heatmap':
      return (await panel.getByRole('img', { name: /^Colours for counts from \d/ }).count()) === 1
    default:
      return /\d/.test(text)
  }
}

/** What the mouse over the middle of a plot is told. */
async function tooltipOf(panel: Locator, page: Page): Promise<string> {
  const plot = await panel.locator('.u-over').boundingBox()
  if (plot === null) return ''
  await page.mouse.move(plot.x + plot.width * 0.7, plot.y + plot.height / 2)
  const tooltip = page.getByText(/^2026-01-14 \d\d:\d\d:\d\d$/)
  await tooltip.first().waitFor({ timeout: 10_000 })
  const text = await page
    .locator('#grafana-portal-container, [data-testid="data-testid viz-tooltip-wrapper"]')
    .allInnerTexts()
  await page.mouse.move(0, 0)
  return text.join(' ').replace(/2026-01-14 \d\d:\d\d:\d\d/g, '')
}

const painted = ['timeseries', 'state-timeline', 'heatmap']

/** Every panel draws data, in text or in colour, that is not there where every number is missing. */
export async function drawsData(uid: string, { page }: Visit, open: Open): Promise<void> {
  const { dashboards, data } = await stateShown()
  const panels = panelsOf(await dashboardShown(uid))
  expect(panels.length).toBeGreaterThan(10)

  // The same panels where every number is missing: axes, grids and thresholds are no data.
  const nothing = await fakePrometheus({
    series: () => [{ metric: { job: 'x', le: '1' }, value: () => 'NaN' }],
    values: () => ['x'],
  })
  const { url } = await served(dashboards, { ...nothing, ...(data.now !== undefined && { now: data.now }) })
  const empty = await open(`/d/${uid}`, { url })
  await openRows(uid, empty.page)

  const silent: string[] = []
  for (const panel of panels) {
    expect(types).toContain(panel.type)
    const [shown, without] = [page, empty.page].map((each) => panelOf(each, panel.title))
    if (shown === undefined || without === undefined) throw new Error('two pages are open')
    if (!(await tells(panel, shown, page))) silent.push(`${panel.title}: no text, but ${await textOf(shown)}`)
    if (!painted.includes(panel.type)) continue
    const [drawn, axes] = [await colored(shown), await colored(without)]
    if (drawn < axes + 30) silent.push(`${panel.title}: ${drawn} coloured pixels, and ${axes} without data`)
  }
  expect(silent).toEqual([])
}
