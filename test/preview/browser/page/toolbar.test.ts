import { expect } from 'vitest'
import { served } from '../support/boards.ts'
import { drawn, pageTest, panelOf } from '../support/browser.ts'
import { fakePrometheus } from '../support/fake.ts'
import { made, madeDashboard } from '../support/made.ts'

const dashboards = [
  madeDashboard([made(1, 'Here'), made(2, 'Beside')]),
  { ...madeDashboard([made(1, 'There')], { uid: 'other', title: 'Other' }), file: 'dashboards/other.json' },
]

async function urlOfBoth(): Promise<string> {
  const source = await fakePrometheus({
    series: () => [{ metric: { job: 'api' }, value: (at) => String(Math.sin(at / 300)) }],
  })
  return (await served(dashboards, source)).url
}

pageTest('only the dashboard is shown with its button, and with d k, which comes back', async (open) => {
  const { page } = await open('/d/made', { url: await urlOfBoth(), height: 800 })
  const parameters = () => new URL(page.url()).search
  const banner = page.getByRole('banner')
  await page.getByRole('button', { name: /^Show only the dashboard/ }).click()
  await expect.poll(() => banner.count()).toBe(0)
  expect(parameters()).toBe('?kiosk=1')
  for (const isKiosk of [false, true]) {
    await page.keyboard.press('d')
    await page.keyboard.press('k')
    await expect.poll(() => banner.count()).toBe(isKiosk ? 0 : 1)
    expect(parameters()).toBe(isKiosk ? '?kiosk=1' : '')
  }
  expect(await panelOf(page, 'Here').count()).toBe(1)
})

pageTest('the title leads to the other dashboards, at the same time range', async (open) => {
  const visit = await open('/d/made?from=now-3h&to=now', { url: await urlOfBoth(), height: 800 })
  const { page } = visit
  visit.asked()
  await page.getByRole('heading', { name: 'Made' }).getByRole('button').click()
  const items = page.getByRole('menuitem')
  expect(await items.allInnerTexts()).toEqual(['Made', expect.stringMatching(/^Other\s+dashboards\/other\.json$/)])
  await items.filter({ hasText: 'Other' }).click()
  await panelOf(page, 'There').waitFor()
  await drawn(page)
  expect(await panelOf(page, 'Here').count()).toBe(0)
  const { pathname, search } = new URL(page.url())
  expect(pathname + search).toBe('/d/other?from=now-3h&to=now')
  expect(await page.title()).toMatch(/^Other /)
  const spans = visit.asked().map(({ form }) => Number(form.get('end')) - Number(form.get('start')))
  expect(spans).toEqual([3 * 3600])
})

pageTest('a button leads from a panel back to its dashboard', async (open) => {
  const { page } = await open('/d/made?viewPanel=1', { url: await urlOfBoth(), height: 800 })
  expect(await panelOf(page, 'Beside').count()).toBe(0)
  await page.getByRole('button', { name: 'Back to dashboard' }).click()
  await panelOf(page, 'Beside').waitFor()
  expect(new URL(page.url()).search).toBe('')
  expect(await page.getByRole('button', { name: 'Back to dashboard' }).count()).toBe(0)
})
