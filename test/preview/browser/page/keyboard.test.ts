import type { Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import { keys } from '../../../../build/preview/app/shell/keys.ts'
import { pageTest, panelOf } from '../support/browser.ts'

/** What has the focus: its name for a screen reader, and whether somebody sees that it has it. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement
    if (element === null || element === document.body) return undefined
    const looks = (each: Element) => {
      const { outlineStyle, outlineWidth, outlineColor, boxShadow, borderColor } = getComputedStyle(each)
      const outline = outlineStyle === 'none' || outlineWidth === '0px' ? '' : `${outlineWidth} ${outlineColor}`
      return [outline, boxShadow === 'none' ? '' : boxShadow, borderColor].join('|')
    }
    // A picker draws the ring around its input and a ring may be drawn by ::before.
    const around = [element, element.parentElement, element.parentElement?.parentElement]
    const now = around.map((each) => (each ? looks(each) : ''))
    if (element instanceof HTMLElement) element.blur()
    const without = around.map((each) => (each ? looks(each) : ''))
    if (element instanceof HTMLElement) element.focus({ preventScroll: true })
    const { x, y, width, height } = element.getBoundingClientRect()
    return {
      name: element.getAttribute('aria-label') ?? element.textContent?.trim() ?? '',
      tag: element.tagName,
      isSeen: now.some((look, at) => look !== without[at]) && width > 0 && height > 0,
      place: `${element.tagName} ${Math.round(x)},${Math.round(y + window.scrollY)} ${width}`,
    }
  })

describe('with the keyboard alone', () => {
  pageTest('everything that does something is reached, and it is seen where one is', async (open) => {
    const { page } = await open('/d/pybase-overview')
    const reached: { readonly name: string; readonly place: string }[] = []
    const unseen: string[] = []
    for (let presses = 0; presses < 400; presses += 1) {
      await page.keyboard.press('Tab')
      const here = await focused(page)
      if (here === undefined || here.place === reached[0]?.place) break
      reached.push(here)
      if (!here.isSeen) unseen.push(`${here.tag} ${here.name}`)
    }
    const names = reached.map(({ name }) => name)
    expect(names[0]).toBe('Skip to the panels')
    for (const name of [
      'PyBase / Overview',
      'Time range selected: Last 1 hour',
      'Refresh',
      'Health at a glance',
      'Description: Targets that Prometheus cannot scrape.',
      'Runbook: PyBaseApiErrorRateHigh',
      'Menu for panel Request rate',
      'Monitoring itself',
    ])
      expect(names, name).toContain(name)
    expect(names.some((name) => /^Annotation, /.test(name))).toBe(true)

    // Nothing that a mouse can use is left out.
    const all = await page
      .locator('button:visible, a[href]:visible, input:visible')
      .evaluateAll((elements) =>
        elements
          .filter((element) => !element.matches('[disabled], [tabindex="-1"], [aria-disabled="true"]'))
          .map((element) => element.getAttribute('aria-label') ?? element.textContent?.trim() ?? ''),
      )
    expect(all.filter((name) => name !== '' && !names.includes(name))).toEqual([])
    expect(unseen).toEqual([])
  })

  pageTest('Enter and Escape open and leave what Tab came to', async (open) => {
    const { page } = await open('/d/pybase-overview')
    // The menu is shown where the focus is.
    await panelOf(page, 'Request rate').focus()
    const menu = page.getByRole('button', { name: 'Menu for panel Request rate' })
    while (!(await menu.evaluate((button) => button === document.activeElement))) await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByRole('menu').waitFor()
    await page.getByRole('menuitem', { name: 'View' }).focus()
    await page.keyboard.press('Enter')
    await expect.poll(() => page.getByRole('main').getByRole('region').count()).toBe(1)
    await page.keyboard.press('Escape')
    await expect.poll(() => page.getByRole('main').getByRole('region').count()).toBeGreaterThan(10)

    await page.getByRole('link', { name: 'Skip to the panels' }).focus()
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    expect((await focused(page))?.name).toMatch(/^Health at a glance/)

    const picker = page.getByRole('combobox', { name: 'API instance' })
    await picker.focus()
    await page.keyboard.press('ArrowDown')
    await page.getByRole('option').first().waitFor()
    await page.keyboard.press('Escape')
    await expect.poll(() => page.getByRole('option').count()).toBe(0)

    // Two keys, as in Grafana: twice the time.
    await panelOf(page, 'Request rate').focus()
    await page.keyboard.press('t')
    await page.keyboard.press('z')
    await expect.poll(() => new URL(page.url()).searchParams.has('from')).toBe(true)
  })

  pageTest('? lists the keys, and Escape comes back', async (open) => {
    const { page } = await open('/d/pybase-overview', { height: 800 })
    const list = page.getByRole('dialog', { name: 'Keys' })
    await page.keyboard.press('?')
    await list.waitFor()
    const rows = await list.getByRole('row').allTextContents()
    expect(rows).toHaveLength(Object.keys(keys).length)
    expect(rows).toContain('t←Half of the time range earlier')
    await page.keyboard.press('Escape')
    await list.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'List the keys (?)' }).click()
    await list.waitFor()
    await page.keyboard.press('Escape')
    await list.waitFor({ state: 'detached' })
    expect(await page.getByRole('banner').count()).toBe(1)
  })
})
