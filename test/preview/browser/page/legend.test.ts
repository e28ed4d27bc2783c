// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Grafana's variables look like a template's placeholders.
import { expect } from 'vitest'
import { served } from '../support/boards.ts'
import { pageTest, panelOf } from '../support/browser.ts'
import { colored } from '../support/evidence.ts'
import { fakePrometheus } from '../support/fake.ts'
import { made, madeDashboard } from '../support/made.ts'

const [green, blue] = ['rgb(115, 191, 105)', 'rgb(87, 148, 242)']

pageTest('a click with a key held hides a series by the name that the field configuration gives it', async (open) => {
  const source = await fakePrometheus({
    series: () => [
      { metric: { job: 'a' }, value: () => '1' },
      { metric: { job: 'b' }, value: () => '2' },
    ],
  })
  const fixed = (name: string, color: string) => ({
    matcher: { id: 'byName', options: name },
    properties: [{ id: 'color', value: { mode: 'fixed', fixedColor: color } }],
  })
  const fieldConfig = {
    defaults: { displayName: 'Job ${__field.labels.job}' },
    overrides: [fixed('Job a', green), fixed('Job b', blue)],
  }
  const { url } = await served([madeDashboard([made(1, 'Named', { fieldConfig })])], source)
  const { page } = await open('/d/made', { url, height: 800 })
  const panel = panelOf(page, 'Named')
  expect(await colored(panel, green)).toBeGreaterThan(100)
  expect(await colored(panel, blue)).toBeGreaterThan(100)
  const label = panel.getByText('Job a', { exact: true })
  await label.click({ modifiers: ['Control'] })
  await expect.poll(() => colored(panel, green)).toBe(0)
  expect(await colored(panel, blue)).toBeGreaterThan(100)
  await label.click({ modifiers: ['Control'] })
  await expect.poll(() => colored(panel, green)).toBeGreaterThan(100)
  expect(await colored(panel, blue)).toBeGreaterThan(100)
})
