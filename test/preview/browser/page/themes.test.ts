import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { drawn, pageTest } from '../support/browser.ts'

interface Written {
  readonly text: string
  /** Of the letters against what is behind them, from 1 to 21, as WCAG has it. */
  readonly contrast: number
}

/** Texts on plain backgrounds, and how far they stand out. */
const written = (page: Page): Promise<readonly Written[]> =>
  page.evaluate(() => {
    const parse = (css: string) => {
      const [r = 0, g = 0, b = 0, a = 1] = (css.match(/[\d.]+/g) ?? []).map(Number)
      return { r, g, b, a }
    }
    const over = (top: ReturnType<typeof parse>, below: ReturnType<typeof parse>) => ({
      r: top.r * top.a + below.r * (1 - top.a),
      g: top.g * top.a + below.g * (1 - top.a),
      b: top.b * top.a + below.b * (1 - top.a),
      a: 1,
    })
    const light = ({ r, g, b }: ReturnType<typeof parse>) => {
      const [x = 0, y = 0, z = 0] = [r, g, b].map((each) => {
        const share = each / 255
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
      })
      return 0.2126 * x + 0.7152 * y + 0.0722 * z
    }
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const found: { text: string; contrast: number }[] = []
    while (walker.nextNode()) {
      const text = walker.currentNode.textContent?.trim() ?? ''
      const parent = walker.currentNode.parentElement
      if (text === '' || parent === null || !parent.checkVisibility() || parent.closest('style, script')) continue
      const behind: ReturnType<typeof parse>[] = []
      let isPlain = true
      for (let each: Element | null = parent; each !== null; each = each.parentElement) {
        const { backgroundColor, backgroundImage } = getComputedStyle(each)
        if (backgroundImage !== 'none') isPlain = false
        behind.unshift(parse(backgroundColor))
      }
      if (!isPlain) continue
      const ground = behind.reduce((below, top) => over(top, below), { r: 255, g: 255, b: 255, a: 1 })
      const letters = over(parse(getComputedStyle(parent).color), ground)
      const [low = 0, high = 0] = [light(letters), light(ground)].sort((a, b) => a - b)
      found.push({ text, contrast: (high + 0.05) / (low + 0.05) })
    }
    return found
  })

const groundOf = (page: Page): Promise<string> =>
  page.locator('body').evaluate((body) => getComputedStyle(body).backgroundColor)

pageTest('both themes can be read, and one changes into the other', async (open) => {
  const { page } = await open('/d/pybase-overview')
  const dark = await groundOf(page)
  const texts = (await written(page)).map(({ text }) => text)
  expect(texts.length).toBeGreaterThan(100)
  for (const next of ['light', 'dark']) {
    const faint = (await written(page)).filter(({ contrast }) => contrast < 3)
    expect(faint).toEqual([])
    await page.getByRole('button', { name: `Change to the ${next} theme` }).click()
    await page.getByRole('button', { name: `Change to the ${next === 'dark' ? 'light' : 'dark'} theme` }).waitFor()
    await drawn(page)
    if (next === 'light') expect(await groundOf(page)).not.toBe(dark)
  }
  expect(await groundOf(page)).toBe(dark)
})

pageTest('the theme is what the system prefers, as it changes, until one is chosen', async (open) => {
  const { page, go } = await open('/d/pybase-overview', { height: 800, isOwn: true })
  const dark = await groundOf(page)
  await page.emulateMedia({ colorScheme: 'light' })
  await expect.poll(() => groundOf(page)).not.toBe(dark)
  const light = await groundOf(page)
  expect(new URL(page.url()).searchParams.has('theme')).toBe(false)
  await page.getByRole('button', { name: 'Change to the dark theme' }).click()
  await expect.poll(() => groundOf(page)).toBe(dark)
  expect(new URL(page.url()).searchParams.get('theme')).toBe('dark')
  await page.emulateMedia({ colorScheme: 'dark' })
  await go('/d/pybase-overview?theme=light')
  expect(await groundOf(page)).toBe(light)
})

pageTest('links lead to the theme that was chosen, into another tab too', async (open) => {
  const { page } = await open('/d/pybase-overview?theme=light', { height: 800 })
  const light = await groundOf(page)
  const runbook = page.getByRole('link', { name: 'Runbook: PyBaseApiErrorRateHigh' }).first()
  const [opened] = await Promise.all([page.waitForEvent('popup'), runbook.click()])
  await drawn(opened)
  expect(new URL(opened.url()).searchParams.get('theme')).toBe('light')
  expect(await groundOf(opened)).toBe(light)
  await opened.getByRole('link', { name: /^PyBase \/ / }).click()
  await drawn(opened)
  expect(new URL(opened.url()).searchParams.get('theme')).toBe('light')

  const other = page.getByRole('link', { name: 'PyBase / Celery workers' })
  expect(await other.getAttribute('href')).toContain('theme=light')
  await other.click()
  await drawn(page)
  expect(await groundOf(page)).toBe(light)
})
