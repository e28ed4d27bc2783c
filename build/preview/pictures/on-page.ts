import type { Page } from 'playwright-core'

/** A panel as it stands on the page. */
export interface PanelOnPage {
  readonly id: number
  readonly title: string
  /** In pixels from the corner of the page. */
  readonly box: { readonly left: number; readonly top: number; readonly width: number; readonly height: number }
  /** Neither text nor a painted pixel, but for a legend. */
  readonly isEmpty: boolean
}

const drawn = 'html[data-drawn="true"]'
const panel = '[data-panel-id]'
/** These marks are Grafana's own. */
const content = '[data-testid="data-testid panel content"]'
const legend = '[data-testid="data-testid viz-layout-legend"]'
const badge = '[data-testid="data-testid Panel status error"]'

/** Waits until the page says that everything is drawn, with every row open. Throws `TimeoutError` after `timeoutMs`. */
export async function allDrawn(page: Page, timeoutMs: number): Promise<void> {
  const wait = () => page.locator(drawn).waitFor({ state: 'attached', timeout: timeoutMs })
  await wait()
  const closed = page.locator(`main [aria-expanded="false"]:not(${panel} *)`)
  for (const heading of await closed.elementHandles()) await heading.click()
  await wait()
}

/** Whether the page says that everything is drawn now. */
export const isDrawn = async (page: Page): Promise<boolean> => (await page.locator(drawn).count()) > 0

/** What the dashboard is called. */
export const titleOn = async (page: Page): Promise<string> =>
  (await page.locator('main').getAttribute('aria-label')) ?? ''

/** What truly is on the page, panel by panel; the page's own word is not taken for it. */
export const panelsOn = (page: Page): Promise<readonly PanelOnPage[]> =>
  page.locator(panel).evaluateAll(
    // Runs in the page: it can use nothing from here, and no named function of its own.
    (elements, { content, legend }) =>
      elements.map((element) => {
        const { left, top, width, height } = element.getBoundingClientRect()
        const inside = element.querySelector(content) ?? element
        const text = inside.cloneNode(true) as Element
        for (const each of text.querySelectorAll(legend)) each.remove()
        return {
          id: Number(element.getAttribute('data-panel-id')),
          title: element.querySelector('h2')?.textContent?.trim() ?? '',
          box: { left: left + window.scrollX, top: top + window.scrollY, width, height },
          isEmpty:
            (text.textContent ?? '').trim() === '' &&
            ![...inside.querySelectorAll('canvas')].some(
              (canvas) =>
                canvas.width * canvas.height > 0 &&
                canvas
                  .getContext('2d')
                  ?.getImageData(0, 0, canvas.width, canvas.height)
                  .data.some((value) => value !== 0),
            ),
        }
      }),
    { content, legend },
  )

/** What the panels with an error badge say, by the titles of the panels. */
export async function errorsOn(page: Page): Promise<readonly { readonly title: string; readonly says: string }[]> {
  const failed = page.locator(panel).filter({ has: page.locator(badge) })
  const errors = []
  for (const each of await failed.all()) {
    // A panel may have no title, for which a locator waits in vain.
    const [title = ''] = await each.locator('h2').allTextContents()
    await each.locator(badge).hover()
    const tooltip = page.getByRole('tooltip')
    const says = await tooltip.first().textContent({ timeout: 5_000 })
    await page.mouse.move(0, 0)
    await tooltip.first().waitFor({ state: 'detached', timeout: 5_000 })
    errors.push({ title: title.trim(), says: says?.trim() ?? '' })
  }
  return errors
}

/** The fonts of the page that could not be loaded: others would stand in for them. */
export const missingFontsOn = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() =>
    [...document.fonts].filter(({ status }) => status === 'error').map(({ family, weight }) => `${family} ${weight}`),
  )
