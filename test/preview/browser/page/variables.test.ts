import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { served } from '../support/boards.ts'
import { drawn, pageTest, panelOf, type Visit } from '../support/browser.ts'
import { textOf } from '../support/evidence.ts'
import { fakePrometheus } from '../support/fake.ts'
import { made, madeDashboard, madeVariable } from '../support/made.ts'

/** Chooses a value of a variable, or takes it back. */
async function choose(page: Page, label: string, value: string): Promise<void> {
  const picker = page.getByRole('combobox', { name: label, exact: true })
  await picker.click()
  await page.getByRole('option', { name: value, exact: true }).click()
  await page.keyboard.press('Escape')
  await drawn(page)
}

const queriesOf = (visit: Visit): readonly string[] => visit.asked().flatMap(({ form }) => form.get('query') ?? [])
const chosenIn = (page: Page, name: string): readonly string[] => new URL(page.url()).searchParams.getAll(`var-${name}`)

pageTest('a choice changes the queries, the picture and the address; back and reload keep to it', async (open) => {
  const visit = await open('/d/pybase-api-performance')
  const { page } = visit
  const busiest = panelOf(page, 'Busiest endpoints')
  const everything = await textOf(busiest)
  visit.asked()

  await choose(page, 'Endpoint', '/api/v1/search')
  expect(chosenIn(page, 'endpoint')).toEqual(['/api/v1/search'])
  expect(queriesOf(visit).filter((query) => query.includes('endpoint=~"/api/v1/search"')).length).toBeGreaterThan(5)
  const one = await textOf(busiest)
  expect(one).toContain('ops/s')
  expect(one).not.toEqual(everything)

  await choose(page, 'Endpoint', '/api/v1/bases')
  expect(chosenIn(page, 'endpoint')).toEqual(['/api/v1/search', '/api/v1/bases'])
  const both = queriesOf(visit).filter((query) => query.includes('endpoint=~"(/api/v1/search|/api/v1/bases)"'))
  expect(both.length).toBeGreaterThan(5)
  const two = await textOf(busiest)

  await page.goBack()
  await expect.poll(() => textOf(busiest)).toBe(one)
  await page.goForward()
  await expect.poll(() => textOf(busiest)).toBe(two)
  await page.reload()
  await drawn(page)
  expect(await textOf(busiest)).toBe(two)

  await choose(page, 'Endpoint', 'All')
  expect(chosenIn(page, 'endpoint')).toEqual(['$__all'])
  await expect.poll(() => textOf(busiest)).toBe(everything)
  expect(visit.complaints).toEqual([])
})

pageTest('a text counts when it is finished, and follows the address', async (open) => {
  const source = await fakePrometheus({ series: () => [{ metric: { job: 'api' }, value: () => '1' }] })
  const { url } = await served(
    [
      madeDashboard([made(1, 'Written: $word', { targets: [{ refId: 'A', expr: 'up{job="$word"}' }] })], {
        templating: { list: [{ name: 'word', label: 'Word', type: 'textbox', query: 'api' }] },
      }),
    ],
    source,
  )
  const visit = await open('/d/made', { url })
  const { page } = visit
  const box = page.getByRole('textbox', { name: 'Word', exact: true })
  const written = (text: string) => panelOf(page, `Written: ${text}`).waitFor()
  expect(await box.inputValue()).toBe('api')
  visit.asked()

  await box.focus()
  await page.keyboard.press('Tab')
  expect(chosenIn(page, 'word')).toEqual([])

  await box.fill('worker')
  expect(chosenIn(page, 'word')).toEqual([])
  await page.keyboard.press('Enter')
  await written('worker')
  expect(chosenIn(page, 'word')).toEqual(['worker'])
  expect(await box.evaluate((element) => element === document.activeElement)).toBe(true)
  await drawn(page)
  expect(queriesOf(visit)).toEqual(['up{job="worker"}'])

  await box.fill('beat')
  await page.keyboard.press('Tab')
  await written('beat')
  expect(chosenIn(page, 'word')).toEqual(['beat'])

  for (const before of ['worker', 'api']) {
    await page.goBack()
    await written(before)
    expect(await box.inputValue()).toBe(before)
  }
  expect(visit.complaints).toEqual([])
})

pageTest('what every object has is a name and a value like others', async (open) => {
  const source = await fakePrometheus({
    series: () => [{ metric: { job: 'constructor' }, value: () => '1' }],
    values: () => ['constructor', 'toString'],
  })
  const { url } = await served(
    [
      madeDashboard([made(1, 'Chosen: $constructor')], {
        templating: { list: [madeVariable('constructor', 'Job')] },
        annotations: { list: [{ name: 'constructor', enable: false, expr: 'marks' }] },
      }),
    ],
    source,
  )
  const visit = await open('/d/made', { url })
  const { page } = visit
  expect(queriesOf(visit)).toEqual(['up'])
  expect(await page.getByRole('switch', { name: 'constructor' }).isChecked()).toBe(false)
  // Beside the picker would be what is wrong with it.
  expect(await page.locator('.page-variable > button').count()).toBe(0)
  await choose(page, 'Job', 'constructor')
  await panelOf(page, 'Chosen: constructor').waitFor()
  expect(chosenIn(page, 'constructor')).toEqual(['constructor'])
  expect(visit.complaints).toEqual([])
})

const evil = ['say "hi"', "it's", 'back\\slash', 'a.b|c(d)', '{{x}} $__all $y', '<img src=x onerror=alert(1)>']

pageTest('whatever a label says is text, and quoted in queries', async (open) => {
  const source = await fakePrometheus({
    series: () => evil.map((job) => ({ metric: { __name__: 'up', job }, value: () => '1' })),
    values: () => evil,
  })
  const expr = 'up{job=~"$job"}'
  const { url } = await served(
    [
      madeDashboard([made(1, 'Chosen: $job', { targets: [{ refId: 'A', expr, legendFormat: '{{job}}' }] })], {
        templating: { list: [madeVariable('job', 'Job')] },
      }),
    ],
    source,
  )
  const visit = await open('/d/made', { url })
  const { page } = visit
  for (const value of evil) {
    visit.asked()
    await choose(page, 'Job', value)
    const title = page.getByRole('heading', { level: 2, name: `Chosen: ${value}`, exact: true })
    await title.waitFor()
    expect(await title.locator('*').count()).toBe(0)
    // What Prometheus makes of the string, and of the expression in it, is the value.
    const [query = ''] = queriesOf(visit)
    const [, quoted = ''] = /^up\{job=~(".*")\}$/s.exec(query) ?? []
    const pattern: unknown = JSON.parse(quoted)
    expect(value).toMatch(new RegExp(`^(?:${String(pattern)})$`, 's'))
    expect(evil.filter((each) => new RegExp(`^(?:${String(pattern)})$`, 's').test(each))).toEqual([value])
    await choose(page, 'Job', 'All')
  }
  const legend = panelOf(page, 'Chosen: All').getByRole('button')
  for (const value of evil) expect((await legend.allInnerTexts()).map((text) => text.trim())).toContain(value)
  expect(await page.locator('img[src="x"]').count()).toBe(0)
  expect(visit.complaints).toEqual([])
})
