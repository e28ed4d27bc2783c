import { expect } from 'vitest'
import { served } from '../support/boards.ts'
import { drawn, pageTest, panelOf } from '../support/browser.ts'
import { fakePrometheus } from '../support/fake.ts'
import { made, madeDashboard, madeVariable } from '../support/made.ts'

const dashboard = (title: string) =>
  madeDashboard(
    [
      { id: 10, type: 'row', title: 'Closed by hand', gridPos: { x: 0, y: 0, w: 24, h: 1 }, panels: [] },
      made(1, 'Inside'),
      { id: 11, type: 'row', title: 'Open', gridPos: { x: 0, y: 20, w: 24, h: 1 }, panels: [] },
      made(3, title),
      made(4, 'Untouched', { targets: [{ refId: 'A', expr: 'untouched{job=~"$job"}' }] }),
    ],
    { templating: { list: [madeVariable('job', 'Job')] } },
  )

pageTest('what is saved is shown, and time range, choice and closed rows stay', async (open) => {
  const source = await fakePrometheus({
    series: () => [{ metric: { job: 'api' }, value: (at) => String(Math.sin(at / 300)) }],
    values: () => ['api', 'worker'],
  })
  const { url, board } = await served([dashboard('Before')], source)
  const visit = await open('/d/made?from=now-3h&to=now&var-job=worker', { url })
  const { page } = visit
  await panelOf(page, 'Before').waitFor()
  await page.getByRole('button', { name: /^Closed by hand/ }).click()
  await expect.poll(() => panelOf(page, 'Inside').count()).toBe(0)
  const address = page.url()
  visit.asked()

  board.show([dashboard('After')])
  await panelOf(page, 'After').waitFor()
  await drawn(page)
  expect(await panelOf(page, 'Before').count()).toBe(0)
  expect(await panelOf(page, 'Inside').count()).toBe(0)
  expect(page.url()).toBe(address)
  expect(await page.getByRole('button', { name: 'Remove worker' }).count()).toBe(1)
  expect(await page.getByRole('button', { name: 'Time range selected: Last 3 hours' }).count()).toBe(1)
  // Only a title changed: nothing had to be asked.
  expect(visit.asked()).toEqual([])

  const diagnostic = 'error  dashboards/made.ts:3:7\n  <b>Something</b> cannot be loaded.'
  board.show(board.state.dashboards, [diagnostic])
  const problems = page.getByRole('region', { name: 'Problems in the definitions' })
  await problems.waitFor()
  expect(await problems.locator('pre').textContent()).toBe(diagnostic)
  expect(await panelOf(page, 'After').count()).toBe(1)
  await problems.getByRole('button', { name: 'Dismiss' }).click()
  await expect.poll(() => problems.count()).toBe(0)

  board.show(board.state.dashboards, [diagnostic])
  await problems.waitFor()
  board.show([dashboard('Mended')])
  await panelOf(page, 'Mended').waitFor()
  expect(await problems.count()).toBe(0)
  expect(page.url()).toBe(address)
  expect(visit.asked()).toEqual([])
})
