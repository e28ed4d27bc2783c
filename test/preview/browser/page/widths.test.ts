import type { Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import { drawn, pageTest, panelOf } from '../support/browser.ts'
import { uids } from '../support/dashboards.ts'

interface Rect {
  readonly name: string
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

const rectsOf = (page: Page): Promise<readonly Rect[]> =>
  page
    .getByRole('main')
    .getByRole('region')
    .evaluateAll((panels) =>
      panels.map((panel) => {
        const { left, top, right, bottom } = panel.getBoundingClientRect()
        return { name: panel.querySelector('h2')?.textContent ?? '', left, top, right, bottom }
      }),
    )

/** Panels that lie over each other. */
const overlaps = (rects: readonly Rect[]): readonly string[] =>
  rects.flatMap((one, at) =>
    rects
      .slice(at + 1)
      .filter(
        (other) =>
          one.left < other.right - 1 &&
          other.left < one.right - 1 &&
          one.top < other.bottom - 1 &&
          other.top < one.bottom - 1,
      )
      .map((other) => `${one.name} and ${other.name}`),
  )

/** Titles and pickers of which hardly anything can be read. */
const unreadable = (page: Page): Promise<readonly string[]> =>
  page.locator('main h2, h1, .page-variable').evaluateAll((elements) =>
    elements
      .filter((element) => element.checkVisibility() && element.textContent !== '')
      .filter((element) => {
        const { left, right, width, height } = element.getBoundingClientRect()
        const isOutside = left < -1 || right > document.documentElement.clientWidth + 1
        return isOutside || width < Math.min(60, element.scrollWidth - 1) || height < 12
      })
      .map((element) => element.textContent ?? ''),
  )

describe.each(uids)('%s', (uid) => {
  pageTest('fits a desk, a tablet and a phone', async (open) => {
    const { page } = await open(`/d/${uid}`, { height: 1000 })
    const panels = (await rectsOf(page)).length
    for (const width of [1280, 768, 390]) {
      await page.setViewportSize({ width, height: 1000 })
      const right = async () => Math.max(0, ...(await rectsOf(page)).map((rect) => rect.right))
      await expect.poll(right, { message: `${width} px`, timeout: 10_000 }).toBeLessThanOrEqual(width)
      await drawn(page)
      const wide = await page.evaluate(() => document.documentElement.scrollWidth)
      expect(wide, `${width} px`).toBeLessThanOrEqual(width)
      const rects = await rectsOf(page)
      expect(rects.length).toBe(panels)
      expect(overlaps(rects), `${width} px`).toEqual([])
      expect(await unreadable(page), `${width} px`).toEqual([])
      const columns = new Set(rects.map(({ left }) => Math.round(left))).size
      // Tiles stand two by two.
      if (width === 390) expect(columns).toBeLessThanOrEqual(2)
      if (width === 1280) expect(columns).toBeGreaterThan(1)
    }
    // On a phone the pickers are a touch away.
    await page.getByRole('button', { name: 'Variables, annotations and links' }).click()
    await page.getByRole('combobox').nth(1).waitFor()
    expect(await unreadable(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  })
})

describe('on the first screen of a phone', () => {
  const phone = { width: 390, height: 844 }

  pageTest('the overview shows the whole of what is wrong', async (open) => {
    const { page } = await open('/d/pybase-overview', phone)
    const { y = 0, height = 0 } = (await panelOf(page, 'What is wrong').boundingBox()) ?? {}
    expect(y).toBeGreaterThan(0)
    expect(y + height).toBeLessThanOrEqual(phone.height)
    const cut = await page
      .locator('main h2')
      .evaluateAll((titles) =>
        titles.filter((title) => title.scrollWidth > title.clientWidth).map((title) => title.textContent),
      )
    expect(cut).toEqual([])
  })

  pageTest('the time range can be read', async (open) => {
    const { page, go } = await open('/d/pybase-overview', phone)
    for (const [query, range] of [
      ['', 'Last 1 hour'],
      ['?from=1768399200000&to=1768402800000', '2026-01-14 14:00:00 to 2026-01-14 15:00:00'],
    ] as const) {
      await go(`/d/pybase-overview${query}`)
      const text = page.getByRole('banner').getByText(range, { exact: true })
      const { x = 0, width = 0 } = (await text.boundingBox()) ?? {}
      expect(width, range).toBeGreaterThan(60)
      expect(x + width, range).toBeLessThanOrEqual(phone.width)
      const button = page.getByRole('button', { name: `Time range selected: ${range}` })
      expect(await button.evaluate((each) => each.scrollWidth - each.clientWidth), range).toBeLessThanOrEqual(0)
      expect(await button.evaluate((each) => each.scrollHeight - each.clientHeight), range).toBeLessThanOrEqual(0)
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(phone.width)
    }
  })
})
