import { expect } from 'vitest'
import { pageTest, panelOf } from '../support/browser.ts'
import { twice } from './dashboard/requests.ts'

pageTest('panels out of sight ask when they come into view', async (open) => {
  const visit = await open('/d/pybase-host-containers', { height: 700 })
  const { page } = visit
  const atTop = visit.asked()
  const below = panelOf(page, 'Container memory')
  await below.scrollIntoViewIfNeeded()
  await expect.poll(() => below.getByRole('row').count()).toBeGreaterThan(1)
  const later = visit.asked()
  expect(later.length).toBeGreaterThan(0)
  expect(twice([...atTop, ...later])).toEqual([])
})
