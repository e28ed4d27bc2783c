import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { ComparedPanel } from '../../../../build/preview/pictures/compare.ts'
import { differenceOf } from '../../../../build/preview/pictures/difference.ts'
import { reportOf } from '../../../../build/preview/pictures/report.ts'
import { put, temporaryFolder } from '../../../output/folder.ts'
import { testWith } from '../../../support/tools.ts'
import { theBrowser } from '../support/browser.ts'

const wide = (shade: number) => ({ width: 800, height: 300, data: Buffer.alloc(800 * 300 * 4, shade) })

const panel: ComparedPanel = {
  is: 'changed',
  id: 1,
  title: 'Panel',
  said: [{ text: 'the query changed', lines: [[{ is: 'added', text: `sum(${'x_'.repeat(200)})` }]] }],
  description: '',
  queries: [],
  causes: [{ where: `queries/${'long-'.repeat(30)}.ts:1 › x`, lines: [[{ is: 'same', text: 'y'.repeat(300) }]] }],
  before: wide(255),
  after: wide(100),
  difference: differenceOf(wide(255), wide(100)),
}

const report = reportOf({ before: 'old', after: 'new' }, [{ uid: 'uid', title: 'Board', said: [], panels: [panel] }])

/** The report as a file, in a browser that runs no script. */
async function opened(look: { width: number; dark: boolean }, body: (page: Page) => Promise<void>) {
  const folder = temporaryFolder()
  put(folder, 'compare.html', report)
  const context = await (await theBrowser()).newContext({
    viewport: { width: look.width, height: 800 },
    colorScheme: look.dark ? 'dark' : 'light',
    javaScriptEnabled: false,
  })
  try {
    const page = await context.newPage()
    await page.goto(pathToFileURL(join(folder, 'compare.html')).href)
    await body(page)
  } finally {
    await context.close()
  }
}

const widthOf = async (page: Page, name: string): Promise<number> =>
  Math.round((await page.getByRole('img', { name }).boundingBox())?.width ?? 0)

testWith(['chromium'], 'a picture fills the window and goes back, by mouse and by keyboard', async () => {
  await opened({ width: 1400, dark: false }, async (page) => {
    const small = await widthOf(page, 'Before: old')
    expect(small).toBeLessThan(600)
    await page.getByRole('img', { name: 'Before: old' }).click()
    expect(await widthOf(page, 'Before: old')).toBe(1368)
    // The next version takes its place.
    await page.getByRole('link', { name: 'After', exact: true }).click()
    expect(await widthOf(page, 'After: new')).toBe(1368)
    expect(await widthOf(page, 'Before: old')).toBeLessThan(700)
    await page.mouse.click(700, 600)
    expect(await widthOf(page, 'After: new')).toBe(small)

    await page.getByRole('link', { name: 'Enlarge: Panel, before' }).focus()
    await page.keyboard.press('Enter')
    expect(await widthOf(page, 'Before: old')).toBe(1368)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    expect(await widthOf(page, 'Before: old')).toBe(small)
    await page.getByRole('link', { name: 'Panel', exact: true }).click()
    expect(new URL(page.url()).hash).toBe('#d1-p1')
  })
})

testWith(['chromium'], 'on a phone nothing is wider than the screen, and dark is dark', async () => {
  await opened({ width: 390, dark: true }, async (page) => {
    const { wide, background } = await page.evaluate(() => ({
      wide: document.documentElement.scrollWidth,
      background: getComputedStyle(document.body).backgroundColor,
    }))
    expect(wide).toBe(390)
    expect(background).toBe('rgb(17, 18, 23)')
  })
})
