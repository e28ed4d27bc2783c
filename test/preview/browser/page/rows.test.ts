import { expect } from 'vitest'
import { embedded, served, shown } from '../support/boards.ts'
import { drawn, pageTest, panelOf } from '../support/browser.ts'
import { dashboardShown } from '../support/dashboards.ts'

pageTest('a row closes and opens by mouse and keyboard; what is below moves', async (open) => {
  const { page } = await open('/d/pybase-overview')
  const heading = page.getByRole('button', { name: /^API\b/ })
  const inside = panelOf(page, 'Request rate')
  const below = panelOf(page, 'Queue depth')
  const top = async () => (await below.boundingBox())?.y ?? Number.NaN

  const before = await top()
  expect(await heading.getAttribute('aria-expanded')).toBe('true')
  await heading.click()
  await expect.poll(() => inside.count()).toBe(0)
  expect(await heading.getAttribute('aria-expanded')).toBe('false')
  expect(await heading.innerText()).toMatch(/4 panels/)
  const closed = await top()
  expect(closed).toBeLessThan(before - 300)

  await heading.press('Enter')
  await expect.poll(() => inside.isVisible()).toBe(true)
  expect(await top()).toBe(before)
  await heading.press(' ')
  await expect.poll(() => inside.count()).toBe(0)
  expect(await top()).toBe(closed)
})

pageTest('panels of a closed row ask nothing until it is opened', async (open) => {
  const overview = await dashboardShown('pybase-overview')
  const panels = overview.panels.map((panel, at) => ({ ...panel, at }))
  const row = panels.find(({ title }) => title === 'Extraction')
  const next = panels.find(({ type, at }) => type === 'row' && at > (row?.at ?? 0))
  if (row === undefined || next === undefined) throw new Error('The overview has no row called Extraction.')
  const inside = panels.slice(row.at + 1, next.at)
  const json = {
    ...overview,
    panels: [...panels.slice(0, row.at), { ...row, collapsed: true, panels: inside }, ...panels.slice(next.at)],
  }
  const { url } = await served([shown(json)], await embedded())
  const visit = await open('/d/pybase-overview', { url })
  const { page } = visit
  const isInside = (query: string) => query.includes('extraction_tasks_total')
  const asked = () => visit.questions.map(({ form }) => form.get('query') ?? '').filter(isInside)
  expect(await panelOf(page, 'Queue depth').count()).toBe(0)
  expect(asked()).toEqual([])
  await page.getByRole('button', { name: /^Extraction\b/ }).click()
  await panelOf(page, 'Queue depth').waitFor()
  await drawn(page)
  expect(asked()).not.toEqual([])
  expect(new Set(asked()).size).toBe(asked().length)
})
