import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { drawn, pageTest, panelOf } from '../support/browser.ts'
import { colored } from '../support/evidence.ts'

/** A point of a panel's plot, from its left edge and its top, as shares of its size. */
async function pointIn(panel: Locator, x: number, y = 0.5): Promise<readonly [number, number]> {
  const box = await panel.locator('.u-over').boundingBox()
  if (box === null) throw new Error('The panel has no plot.')
  return [box.x + box.width * x, box.y + box.height * y]
}

const timesOf = (page: Page): readonly number[] => {
  const { searchParams } = new URL(page.url())
  return ['from', 'to'].map((name) => Number(searchParams.get(name) ?? Number.NaN))
}

pageTest('dragging over a plot shows the dragged time', async (open) => {
  const { page } = await open('/d/pybase-overview?from=1768399200000&to=1768402800000')
  const panel = panelOf(page, 'Request rate')
  const [from, to] = [await pointIn(panel, 0.25), await pointIn(panel, 0.5)]
  await page.mouse.move(...from)
  await page.mouse.down()
  await page.mouse.move(...to, { steps: 5 })
  await page.mouse.up()
  await expect.poll(() => timesOf(page)[0]).toBeGreaterThan(1768399200000)
  const [begin = 0, end = 0] = timesOf(page)
  // A quarter of an hour, a quarter of an hour after the beginning; pixels are 7 s wide.
  expect(Math.abs(begin - 1768400100000)).toBeLessThan(60_000)
  expect(Math.abs(end - 1768401000000)).toBeLessThan(60_000)
  await drawn(page)
  expect(await page.getByRole('button', { name: /^Time range selected: 2026-01-14 14:1/ }).count()).toBe(1)
  await page.goBack()
  await expect.poll(() => timesOf(page)).toEqual([1768399200000, 1768402800000])
})

/** How many pixels of a plot have the colour that stands beside a name of its legend. */
async function inkOf(row: Locator, panel: Locator): Promise<number> {
  const color = await row
    .locator('div')
    .first()
    .evaluate((icon) => getComputedStyle(icon).backgroundColor)
  return colored(panel, color)
}

/** A click on the legend leaves one series, and another click all. */
async function legendChooses(page: Page): Promise<void> {
  const panel = panelOf(page, 'Request rate')
  const row = (name: string) => panel.getByRole('row').filter({ has: page.getByRole('button', { name, exact: true }) })
  const [left, other] = [row('404'), row('200')]
  const [ofLeft, ofOther] = [await inkOf(left, panel), await inkOf(other, panel)]
  expect(ofOther).toBeGreaterThan(1000)
  await left.getByRole('button').click()
  await expect.poll(() => inkOf(other, panel)).toBe(0)
  expect(await inkOf(left, panel)).toBeGreaterThan(ofLeft)
  await left.getByRole('button').click()
  await expect.poll(() => inkOf(other, panel)).toBe(ofOther)
  expect(await inkOf(left, panel)).toBe(ofLeft)
}

/** Where the crosshair of a panel stands, in pixels; `undefined` while it is not shown. */
const crosshair = (panel: Locator): Promise<number | undefined> =>
  panel.locator('.u-cursor-x').evaluate((line) => {
    const { left } = line.getBoundingClientRect()
    const edge = line.parentElement?.getBoundingClientRect().left ?? 0
    return getComputedStyle(line).display === 'none' || left - edge < 0 ? undefined : left - edge
  })

/** The crosshair stands at the same time in the other panels. */
async function crosshairIsShared(page: Page): Promise<void> {
  const hovered = panelOf(page, 'Request rate')
  const other = panelOf(page, 'Error ratio')
  const states = panelOf(page, 'What is wrong')
  expect(await crosshair(other)).toBeUndefined()
  for (const share of [0.3, 0.8]) {
    await page.mouse.move(...(await pointIn(hovered, share)))
    for (const each of [hovered, other, states]) {
      const width = (await each.locator('.u-over').boundingBox())?.width ?? Number.NaN
      await expect
        .poll(async () => Math.abs(((await crosshair(each)) ?? -width) - share * width))
        .toBeLessThan(width / 20)
    }
  }
}

pageTest('the legend chooses, and the mouse over a plot is told the time, in the other panels too', async (open) => {
  const { page } = await open('/d/pybase-overview')
  await legendChooses(page)
  await crosshairIsShared(page)
  await page.mouse.move(...(await pointIn(panelOf(page, 'Response time'), 0.9)))
  await page.getByText(/^2026-01-14 14:2\d:\d\d$/).waitFor()
})
