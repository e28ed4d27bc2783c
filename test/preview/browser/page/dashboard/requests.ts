import { expect } from 'vitest'
import { drawn, type Question, type Visit } from '../../support/browser.ts'
import { dashboardShown, panelsOf } from '../../support/dashboards.ts'

const keyOf = ({ path, form }: Question): string => `${path}?${form}`

/** The questions that were asked more than once. */
export function twice(questions: readonly Question[]): readonly string[] {
  const keys = questions.map(keyOf)
  return keys.filter((key, at) => keys.indexOf(key) !== at)
}

/** Since it was opened, the page asks each question once, and nothing when somebody only looks around. */
export async function asksOnce(uid: string, visit: Visit): Promise<void> {
  const dashboard = await dashboardShown(uid)
  // The width of a panel decides the step of its queries.
  const queries = panelsOf(dashboard).flatMap(({ targets = [], gridPos }) =>
    targets.map(({ expr, instant }) => `${expr} ${instant || gridPos.w}`),
  )
  const marks = dashboard.annotations.list.flatMap(({ target }) => target?.expr ?? [])
  const variables = dashboard.templating.list.filter(({ type }) => type === 'query')
  const most = new Set(queries).size + marks.length + variables.length

  const { page } = visit
  const first = visit.asked()
  expect(twice(first)).toEqual([])
  expect(first.length).toBeGreaterThan(marks.length + variables.length)
  expect(first.length).toBeLessThanOrEqual(most)

  // A window that shows a part of it: what comes into view is asked, what was asked is not.
  await page.setViewportSize({ width: 1280, height: 700 })
  await page.mouse.move(400, 400)
  await page.mouse.wheel(0, 4000)
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBeGreaterThan(300)
  await page.mouse.wheel(0, -4000)
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBe(0)
  await page.mouse.move(600, 300)
  await drawn(page)
  expect(visit.asked()).toEqual([])

  await page.setViewportSize({ width: 1280, height: 6000 })
  await page.getByRole('button', { name: 'Move time range backwards' }).click()
  await expect.poll(() => new URL(page.url()).searchParams.has('from')).toBe(true)
  await drawn(page)
  const moved = visit.asked()
  expect(twice(moved)).toEqual([])
  expect(moved.length).toBeGreaterThan(0)
  expect(moved.length).toBeLessThanOrEqual(most)
}
