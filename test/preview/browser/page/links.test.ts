import { expect } from 'vitest'
import { pageTest, panelOf } from '../support/browser.ts'
import { dashboardShown, panelsOf } from '../support/dashboards.ts'
import { colored } from '../support/evidence.ts'

async function idOf(title: string): Promise<number> {
  const found = panelsOf(await dashboardShown('pybase-overview')).find((panel) => panel.title === title)
  if (found === undefined) throw new Error(`The overview has no panel ${title}.`)
  return found.id
}

pageTest('an address shows a panel alone, and Escape comes back', async (open) => {
  const { page } = await open(`/d/pybase-overview?viewPanel=${await idOf('Request rate')}`, { height: 800 })
  expect(await page.getByRole('main').getByRole('region').count()).toBe(1)
  const { height = 0 } = (await panelOf(page, 'Request rate').boundingBox()) ?? {}
  expect(height).toBeGreaterThan(500)
  expect(await colored(panelOf(page, 'Request rate'))).toBeGreaterThan(1000)
  await page.keyboard.press('Escape')
  await panelOf(page, 'Error ratio').waitFor()
  expect(new URL(page.url()).search).toBe('')
})

pageTest('the menu of a panel leads to it, and tells what it asks', async (open) => {
  const { page, questions } = await open('/d/pybase-overview')
  const panel = panelOf(page, 'Error ratio')
  await panel.hover()
  await panel.getByRole('button', { name: 'Menu for panel Error ratio' }).click()
  await page.getByRole('menuitem', { name: 'Inspect query' }).click()
  const told = await page.getByRole('dialog').locator('pre').textContent()
  expect(questions.map(({ form }) => form.get('query'))).toContain(told)
  await page.keyboard.press('Escape')
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0)
  await panel.hover()
  await panel.getByRole('button', { name: 'Menu for panel Error ratio' }).click()
  await page.getByRole('menuitem', { name: 'View' }).click()
  await expect.poll(() => page.getByRole('main').getByRole('region').count()).toBe(1)
  expect(new URL(page.url()).searchParams.get('viewPanel')).toBe(String(await idOf('Error ratio')))
})

pageTest('a solo address shows nothing but the panel', async (open) => {
  const { page } = await open(`/d-solo/pybase-overview?panelId=${await idOf('Request rate')}`, { height: 400 })
  expect(await page.getByRole('region').count()).toBe(1)
  expect(await page.getByRole('banner').count()).toBe(0)
  expect(await panelOf(page, 'Request rate').boundingBox()).toMatchObject({ x: 0, y: 0, width: 1280, height: 400 })
})

pageTest('kiosk, time range and theme are in the address', async (open) => {
  const visit = await open('/d/pybase-overview?kiosk&theme=light&from=1768399200000&to=1768402800000')
  const { page } = visit
  expect(await page.getByRole('banner').count()).toBe(0)
  const background = await page.locator('body').evaluate((body) => getComputedStyle(body).backgroundColor)
  expect(Math.min(...(background.match(/\d+/g) ?? []).map(Number))).toBeGreaterThan(200)
  const ranges = visit.questions.filter(({ path }) => path === 'query_range').map(({ form }) => Number(form.get('end')))
  expect(ranges.length).toBeGreaterThan(5)
  for (const end of ranges) expect(Math.abs(end - 1768402800)).toBeLessThan(61)
  await page.keyboard.press('Escape')
  await page.getByRole('banner').waitFor()
  const picker = page.getByRole('button', { name: /^Time range selected: 2026-01-14 14:00:00 to 2026-01-14 15:00:00/ })
  expect(await picker.count()).toBe(1)
})

pageTest('an address of nothing says so and tells what there is', async (open) => {
  const visit = await open('/d/nothing')
  const { page } = visit
  await page.getByRole('heading', { name: 'There is no such dashboard' }).waitFor()
  expect(await page.getByText('nothing', { exact: true }).count()).toBe(1)
  await page.getByRole('link', { name: 'PyBase / Overview' }).click()
  await panelOf(page, 'Request rate').waitFor()
  await visit.go('/d/pybase-overview?viewPanel=12')
  await page.getByRole('heading', { name: 'There is no such panel' }).waitFor()
  await page.getByRole('link', { name: 'Request rate', exact: true }).click()
  await panelOf(page, 'Request rate').waitFor()
})

pageTest('a link to another dashboard keeps the time range', async (open) => {
  const { page } = await open('/d/pybase-overview?from=now-3h&to=now')
  await page.getByRole('navigation').getByRole('link', { name: 'PyBase / Celery workers' }).click()
  await panelOf(page, 'Task types').waitFor()
  expect(new URL(page.url()).pathname).toBe('/d/pybase-celery-workers')
  expect(await page.getByRole('button', { name: 'Time range selected: Last 3 hours' }).count()).toBe(1)
})
