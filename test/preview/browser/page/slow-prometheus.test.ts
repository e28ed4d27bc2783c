import { expect } from 'vitest'
import { served } from '../support/boards.ts'
import { pageTest, panelOf } from '../support/browser.ts'
import { colored } from '../support/evidence.ts'
import { fakePrometheus } from '../support/fake.ts'
import { heldBack } from '../support/held.ts'
import { made, madeDashboard, madeVariable } from '../support/made.ts'

const dashboard = madeDashboard(
  [
    { id: 10, type: 'row', title: 'A row', gridPos: { x: 0, y: 0, w: 24, h: 1 }, panels: [] },
    made(1, 'One', { targets: [{ refId: 'A', expr: 'up{job=~"$job"}' }] }),
    made(2, 'Other'),
  ],
  { templating: { list: [madeVariable('job', 'Job')] } },
)

const waves = () =>
  fakePrometheus({
    series: () => [{ metric: { job: 'api' }, value: (at) => String(Math.sin(at / 300)) }],
    values: () => ['api'],
  })

pageTest('while Prometheus does not answer, the panels are in their places and load', async (open) => {
  const { source, hold, release } = heldBack(await waves())
  const { url } = await served([dashboard], source)
  const { page } = await open('/d/made', { url, height: 1000 })
  hold()
  await page.reload()
  await page.getByRole('button', { name: /^A row/ }).waitFor()
  for (const title of ['One', 'Other']) {
    await panelOf(page, title).getByLabel('Panel loading bar').waitFor({ state: 'attached' })
    expect(await colored(panelOf(page, title))).toBe(0)
  }
  release()
  for (const title of ['One', 'Other']) await expect.poll(() => colored(panelOf(page, title))).toBeGreaterThan(100)
})

declare global {
  interface Window {
    /** How many seconds a timer has counted on the page. */
    ticks: number
  }
}

pageTest('a refresh that comes before the answers does not ask again', async (open) => {
  const { source, hold, release } = heldBack(await waves())
  const { url } = await served([dashboard], source)
  const { page } = await open('/d/made', { url, height: 1000, isOwn: true })
  await page.addInitScript(() => {
    window.ticks = 0
    const own = window.setInterval.bind(window)
    const counting = (work: () => void, time: number) =>
      own(() => {
        work()
        if (time === 1000) window.ticks++
      }, time)
    Object.assign(window, { setInterval: counting })
  })
  hold()
  await page.goto(`${url}/d/made?refresh=1s`)
  const aborted: string[] = []
  page.on('requestfailed', (request) => aborted.push(new URL(request.url()).pathname))
  await page.waitForFunction(() => window.ticks >= 3)
  expect(aborted).toEqual([])
  release()
  for (const title of ['One', 'Other']) await expect.poll(() => colored(panelOf(page, title))).toBeGreaterThan(100)
})
