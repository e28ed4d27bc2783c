import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { served } from '../support/boards.ts'
import { pageTest, panelOf } from '../support/browser.ts'
import { fakePrometheus } from '../support/fake.ts'
import { made, madeDashboard } from '../support/made.ts'

/** What the browser tells a page when another tab comes to the front, or it itself. */
const turn = (page: Page, isHidden: boolean): Promise<void> =>
  page.evaluate((isHidden) => {
    Object.defineProperty(document, 'hidden', { value: isHidden, configurable: true })
    document.dispatchEvent(new Event('visibilitychange'))
  }, isHidden)

pageTest('any number of tabs may be open, and the one in front shows what was saved', async (open) => {
  const source = await fakePrometheus({ series: () => [{ metric: { job: 'api' }, value: () => '1' }] })
  const { url, board } = await served([madeDashboard([made(1, 'Before')])], source)
  const { page } = await open('/d/made', { url })
  await turn(page, true)
  // A browser opens six connections to an address, for all of its tabs.
  for (let tab = 0; tab < 7; tab++) {
    const other = await page.context().newPage()
    await other.goto(`${url}/d/made`)
    await panelOf(other, 'Before').waitFor()
    await turn(other, true)
  }
  board.show([madeDashboard([made(1, 'After')])])
  await turn(page, false)
  await panelOf(page, 'After').waitFor()
  board.show([madeDashboard([made(1, 'Later')])])
  await panelOf(page, 'Later').waitFor()

  const behind = await page.context().newPage()
  await behind.addInitScript(() => Object.defineProperty(document, 'hidden', { value: true, configurable: true }))
  await behind.goto(`${url}/d/made`)
  await behind.getByRole('banner').waitFor()
  expect(await behind.getByRole('heading', { name: 'Made' }).count()).toBe(1)
})
