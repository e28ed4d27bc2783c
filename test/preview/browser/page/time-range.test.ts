import { describe, expect } from 'vitest'
import { served } from '../support/boards.ts'
import { pageTest, type Visit } from '../support/browser.ts'
import { fakePrometheus, now } from '../support/fake.ts'
import { made, madeDashboard } from '../support/made.ts'

const minute = 60_000

const dashboard = madeDashboard([made(1, 'Rate')], {
  annotations: { list: [{ name: 'Marks', enable: true, expr: 'marks' }] },
})

async function urlOfMade(): Promise<string> {
  const source = await fakePrometheus({ series: () => [{ metric: { job: 'api' }, value: () => '1' }] })
  return (await served([dashboard], source)).url
}

/** What the panel asked for since the last call, in minutes before and after now. */
const asked = (visit: Visit): readonly (readonly number[])[] =>
  visit
    .asked()
    .filter(({ form }) => form.get('query') === 'up')
    .map(({ form }) => ['start', 'end'].map((name) => (Number(form.get(name)) * 1000 - now) / minute))

/** The period in the address, in the same way. */
function addressed({ page }: Visit): readonly number[] {
  const { searchParams } = new URL(page.url())
  return ['from', 'to'].map((name) => (Number(searchParams.get(name)) - now) / minute)
}

interface Case {
  readonly button: string
  readonly keys: readonly string[]
  /** Of the hour before now. */
  readonly becomes: readonly [number, number]
}

const cases: readonly Case[] = [
  { button: 'Move time range backwards', keys: ['t', 'ArrowLeft'], becomes: [-90, -30] },
  { button: 'Move time range forwards', keys: ['t', 'ArrowRight'], becomes: [-30, 30] },
  { button: 'Zoom out time range', keys: ['t', '-'], becomes: [-90, 30] },
]

describe('the time range', () => {
  for (const { button, keys, becomes } of cases) {
    pageTest(`changes with “${button}”, and with ${keys.join(' ')}`, async (open) => {
      const visit = await open('/d/made', { url: await urlOfMade(), height: 800 })
      const { page } = visit
      expect(asked(visit)).toEqual([[-60, 0]])
      await page.getByRole('button', { name: button }).click()
      await expect.poll(() => addressed(visit)).toEqual(becomes)
      await expect.poll(() => asked(visit)).toEqual([becomes])

      await page.goBack()
      await page.getByRole('button', { name: 'Time range selected: Last 1 hour' }).waitFor()
      await visit.go('/d/made')
      visit.asked()
      for (const key of keys) await page.keyboard.press(key)
      await expect.poll(() => addressed(visit)).toEqual(becomes)
      await expect.poll(() => asked(visit)).toEqual([becomes])
    })
  }

  pageTest('is picked by its name', async (open) => {
    const visit = await open('/d/made', { url: await urlOfMade(), height: 800 })
    const { page } = visit
    visit.asked()
    await page.getByRole('button', { name: 'Time range selected: Last 1 hour' }).click()
    await page.getByText('Last 6 hours').click()
    await page.getByRole('button', { name: 'Time range selected: Last 6 hours' }).waitFor()
    expect(new URL(page.url()).search).toBe('?from=now-6h&to=now')
    await expect.poll(() => asked(visit)).toEqual([[-360, 0]])
  })

  pageTest('is written in the time zone that is chosen, as the panels are', async (open) => {
    const visit = await open(`/d/made?from=${now - 60 * minute}&to=${now}`, { url: await urlOfMade(), height: 800 })
    const { page } = visit
    const range = (from: string, to: string) => ({
      picker: page.getByRole('button', { name: `Time range selected: ${from} to ${to}` }),
      mark: page.getByRole('button', { name: `Annotation, ${from} – ${to}, Marks` }),
    })
    const before = range('2026-01-14 11:00:00', '2026-01-14 12:00:00')
    expect(await before.mark.count()).toBe(1)
    visit.asked()
    await before.picker.click()
    await page.getByRole('button', { name: 'Change time settings' }).click()
    await page.getByRole('combobox', { name: 'Time zone picker' }).fill('Tokyo')
    await page.getByRole('option', { name: /^Tokyo/ }).click()
    const after = range('2026-01-14 20:00:00', '2026-01-14 21:00:00')
    await after.picker.waitFor()
    await after.mark.waitFor()
    // The moments are the same.
    expect(visit.asked()).toEqual([])
  })
})
