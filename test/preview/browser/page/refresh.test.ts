import { expect } from 'vitest'
import { served } from '../support/boards.ts'
import { drawn, pageTest } from '../support/browser.ts'
import { fakePrometheus } from '../support/fake.ts'
import { made, madeDashboard } from '../support/made.ts'

const source = () =>
  fakePrometheus({ series: () => [{ metric: { job: 'api' }, value: (at) => String(Math.sin(at / 300)) }] })

pageTest(
  'a dashboard asks again in the interval that is picked, but not where the data stays the same',
  async (open) => {
    const data = await source()
    const { url, board } = await served([madeDashboard([made(1, 'Rate')])], data)
    const visit = await open('/d/made', { url, height: 800, isOwn: true })
    const { page } = visit
    // Hours pass when the test says so.
    await page.clock.install()
    await visit.go('/d/made')
    const queries = () => visit.asked().map(({ form }) => form.get('query'))
    queries()
    await page.clock.fastForward('01:00:00')
    await drawn(page)
    expect(queries()).toEqual([])

    const interval = page.getByRole('button', { name: /^Auto refresh/ })
    await interval.click()
    await page.getByRole('menuitemradio', { name: '30 seconds' }).click()
    await expect.poll(() => new URL(page.url()).search).toBe('?refresh=30s')
    for (const _round of [1, 2]) {
      await drawn(page)
      queries()
      await page.clock.fastForward('00:31')
      await expect.poll(queries).toEqual(['up'])
    }

    board.connect({ source: data, scrapeInterval: 15, kind: 'embedded' })
    await expect.poll(() => interval.count()).toBe(0)
    await drawn(page)
    queries()
    await page.clock.fastForward('01:00:00')
    await drawn(page)
    expect(queries()).toEqual([])
  },
)

pageTest('a dashboard asks again in the interval of its address', async (open) => {
  const { url } = await served([madeDashboard([made(1, 'Rate')], { refresh: '1h' })], await source())
  const visit = await open('/d/made?refresh=1s', { url, height: 800 })
  visit.asked()
  for (const _round of [1, 2]) await expect.poll(() => visit.asked().length).toBeGreaterThan(0)
})

pageTest('d r asks again', async (open) => {
  const { url } = await served([madeDashboard([made(1, 'Rate')])], await source())
  const visit = await open('/d/made', { url, height: 800 })
  const first = visit.asked()
  expect(first.length).toBe(1)
  await visit.page.keyboard.press('d')
  await visit.page.keyboard.press('r')
  await expect.poll(() => visit.asked()).toEqual(first)
})
