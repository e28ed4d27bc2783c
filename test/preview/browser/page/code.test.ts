import { expect } from 'vitest'
import { served } from '../support/boards.ts'
import { pageTest, panelOf } from '../support/browser.ts'
import { fakePrometheus } from '../support/fake.ts'
import { made, madeDashboard } from '../support/made.ts'

pageTest('code is in a font for code, in a text and in the description of a panel', async (open) => {
  const words = (mode: string, content: string) => ({ type: 'text', options: { mode, content } })
  const { url } = await served(
    [
      madeDashboard([
        made(1, 'Words', words('markdown', 'A `word`\n\n    and lines')),
        made(2, 'Code', words('code', 'all of it')),
        made(3, 'Described', { description: 'Of `up`' }),
      ]),
    ],
    await fakePrometheus({ series: () => [] }),
  )
  const { page } = await open('/d/made', { url })
  await page.getByRole('button', { name: 'Description: Of `up`' }).hover()
  const code = [
    panelOf(page, 'Words').getByText('word', { exact: true }),
    panelOf(page, 'Words').getByText('and lines', { exact: true }),
    panelOf(page, 'Code').getByText('all of it', { exact: true }),
    page.getByRole('tooltip').getByText('up', { exact: true }),
  ]
  for (const each of code) {
    expect(await each.evaluate((element) => getComputedStyle(element).fontFamily)).toBe('ui-monospace, monospace')
  }
})
