import { expect } from 'vitest'
import { served } from '../support/boards.ts'
import { drawn, pageTest } from '../support/browser.ts'
import { fakePrometheus } from '../support/fake.ts'
import { made, madeDashboard } from '../support/made.ts'

pageTest('an address that no link has names what is missing, and what there is', async (open) => {
  const { url } = await served([madeDashboard([made(1, 'Here')])], await fakePrometheus({ series: () => [] }))
  const { page, complaints } = await open('/d/50%', { url })
  await page.getByText('50%').first().waitFor()
  await page.getByRole('link', { name: 'Made' }).click()
  await page.getByRole('region', { name: 'Here', exact: true }).waitFor()
  await drawn(page)
  expect(new URL(page.url()).pathname).toBe('/d/made')
  expect(complaints).toEqual([])
})
