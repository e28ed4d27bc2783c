// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Grafana's macros look like a template's placeholders.
import { expect } from 'vitest'
import { served } from '../support/boards.ts'
import { pageTest, panelOf } from '../support/browser.ts'
import { fakePrometheus } from '../support/fake.ts'
import { made, madeDashboard } from '../support/made.ts'

const links = [
  { title: 'Runbook of ${__field.labels.job}', url: 'https://example.org/${__field.labels.job}.md', targetBlank: true },
  { title: 'Nowhere', url: 'javascript:alert(1)' },
]

pageTest('a click on a series leads to where its links do', async (open) => {
  const source = await fakePrometheus({ series: () => [{ metric: { job: 'a b' }, value: () => '1' }] })
  const panels = [
    made(1, 'Line', { fieldConfig: { defaults: { links }, overrides: [] } }),
    made(2, 'State', { type: 'state-timeline', fieldConfig: { defaults: { links }, overrides: [] } }),
  ]
  const { url } = await served([madeDashboard(panels)], source)
  const visit = await open('/d/made', { url })
  const { page } = visit
  for (const title of ['Line', 'State']) {
    const box = await panelOf(page, title).locator('.u-over').boundingBox()
    if (box === null) throw new Error(`${title} has no plot`)
    // The line of a 1 and the bar of a state both run through the middle of their plots.
    const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
    await page.mouse.move(at.x - 20, at.y)
    await page.mouse.move(at.x, at.y)
    await page.mouse.click(at.x, at.y)
    const link = page.getByRole('link', { name: 'Runbook of a b' })
    await link.waitFor()
    expect(await link.getAttribute('href')).toBe('https://example.org/a%20b.md')
    expect(await link.getAttribute('target')).toBe('_blank')
    expect(await page.locator('a[href^="javascript:"]').count()).toBe(0)
    await page.keyboard.press('Escape')
    await link.waitFor({ state: 'detached' })
  }
  expect(visit.complaints).toEqual([])
})
