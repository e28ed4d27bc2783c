import { expect } from 'vitest'
import { served } from '../support/boards.ts'
import { pageTest, panelOf } from '../support/browser.ts'
import { fakePrometheus } from '../support/fake.ts'
import { made, madeDashboard } from '../support/made.ts'

pageTest('whoever comes back from a panel is where they left', async (open) => {
  const source = await fakePrometheus({ series: () => [{ metric: { job: 'a' }, value: () => '1' }] })
  const panels = Array.from({ length: 20 }, (_, at) => made(at + 1, `Panel ${at + 1}`))
  const { url } = await served([madeDashboard(panels)], source)
  const { page } = await open('/d/made', { url, height: 700 })
  const top = () => page.evaluate(() => window.scrollY)
  for (const back of [() => page.keyboard.press('Escape'), () => page.getByText('Back to dashboard').click()]) {
    const panel = panelOf(page, 'Panel 15')
    await panel.scrollIntoViewIfNeeded()
    await expect.poll(top).toBeGreaterThan(1000)
    const left = await top()
    await panel.hover()
    await panel.getByRole('button', { name: 'Menu for panel Panel 15' }).click()
    await page.getByRole('menuitem', { name: 'View' }).click()
    await expect.poll(() => page.getByRole('main').getByRole('region').count()).toBe(1)
    await expect.poll(top).toBe(0)
    await back()
    await expect.poll(top).toBe(left)
  }
})
