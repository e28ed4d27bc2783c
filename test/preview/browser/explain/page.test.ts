import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { appAlert, pathOf } from '../../../explain/told.ts'
import { explainTest, file, hosted, paste, told } from './opened.ts'

const app = readFileSync(pathOf('app.yml'), 'utf8')
const shown = (page: Page) => page.getByRole('region', { name: 'Explanation' })
const toys = (page: Page) => page.getByRole('region', { name: 'Try values' })

interface Drawn {
  readonly points: readonly { readonly at: number; readonly value: number; readonly drawn: number }[]
  readonly states: readonly { readonly state: string; readonly from: number; readonly to: number }[]
}

/** What a drawing shows: each value as it is told, and as its height among the marks of the axis says. */
const drawingIn = (page: Page, title: RegExp): Promise<Drawn> =>
  page
    .locator('section.panel', { has: page.getByRole('heading', { name: title }) })
    .locator('svg')
    .evaluate((svg) => {
      const number = (element: Element, name: string): number => Number(element.getAttribute(name))
      const ticks = [...svg.querySelectorAll('text[data-tick]')].map((tick) => ({
        y: number(tick, 'y') - 4,
        value: number(tick, 'data-tick'),
      }))
      const [first, last] = [ticks[0], ticks.at(-1)]
      if (first === undefined || last === undefined) throw new Error('The axis has no marks')
      const scale = (last.value - first.value) / (last.y - first.y)
      return {
        points: [...svg.querySelectorAll('circle')].map((dot) => ({
          at: number(dot, 'data-at'),
          value: number(dot, 'data-value'),
          drawn: first.value + (number(dot, 'cy') - first.y) * scale,
        })),
        states: [...svg.querySelectorAll('rect[data-state]')].map((rect) => ({
          state: rect.getAttribute('data-state') ?? '',
          from: number(rect, 'data-from'),
          to: number(rect, 'data-to'),
        })),
      }
    })

explainTest('drawings show the samples of the evaluator, at their height', async (open) => {
  const { page, complaints } = await open()
  await paste(page, app)
  for (const name of ['SlowRequests', 'Down', 'CertificateExpires', 'Unbalanced']) {
    await page.getByLabel('Alert', { exact: true }).selectOption(name)
    await expect.poll(() => page.getByRole('heading', { name, exact: true }).count()).toBe(1)
    await told(page)
    for (const [title, story] of [
      [/^It fires/, appAlert(name).fires],
      [/^It stays silent/, appAlert(name).silent],
    ] as const) {
      const course = story?.course ?? []
      const { points, states } = await drawingIn(page, title)
      const known = course.filter(({ value }) => value !== undefined && Number.isFinite(value))
      expect(points.map(({ at, value }) => ({ at, value }))).toEqual(known.map(({ at, value }) => ({ at, value })))
      const span = Math.max(...points.map(({ value }) => Math.abs(value)), 1e-9)
      for (const { value, drawn } of points) expect(Math.abs(drawn - value) / span).toBeLessThan(1e-6)
      const stateAt = (at: number) => states.find(({ from, to }) => from <= at && at < to)?.state
      expect(course.map(({ at }) => stateAt(at))).toEqual(course.map(({ state }) => state))
    }
  }
  expect(complaints).toEqual([])
})

explainTest('no request leaves, whatever is pasted and done', async (open) => {
  const host = await hosted()
  try {
    for (const address of [file, host.url]) {
      const { page, requests, complaints } = await open(address)
      await paste(page, app)
      await page.getByText('What the metrics are').click()
      await page.getByLabel('A recorded /metrics text').fill('# TYPE up gauge\nup{job="app"} 1\n')
      await page.getByRole('switch', { name: 'Prometheus restarts' }).check()
      await told(page)
      expect(requests.map((request) => request.replace(/#.*/, ''))).toEqual([address])
      expect(complaints).toEqual([])
    }
    expect(host.asked).toEqual(['/explain.html'])
  } finally {
    host.close()
  }
})

explainTest('its policy lets it ask for nothing', async (open) => {
  const { page, complaints } = await open()
  const refused = await page.evaluate(async () => {
    const tries: readonly (() => Promise<unknown>)[] = [
      () => fetch('http://127.0.0.1:1/'),
      () =>
        new Promise((done, failed) =>
          Object.assign(new Image(), { onload: done, onerror: failed, src: '//127.0.0.1:1/x.png' }),
        ),
      async () => {
        const script = document.createElement('script')
        script.textContent = 'document.title = "taken over"'
        document.body.append(script)
        if (document.title !== 'taken over') throw new Error('refused')
      },
    ]
    return Promise.all(
      tries.map((each) =>
        each().then(
          () => false,
          () => true,
        ),
      ),
    )
  })
  expect(refused).toEqual([true, true, true])
  expect(complaints.join('\n')).toContain('Content Security Policy')
})

explainTest('what is pasted is text, and never HTML', async (open) => {
  const { page, complaints } = await open()
  const image = '<img src=x onerror=alert(1)>'
  await paste(
    page,
    `- alert: '${image}'\n  expr: 'up{a="${image}"} == 0'\n  labels: {severity: '${image}'}\n  annotations: {summary: '{{ $labels.${image} }}'}\n`,
  )
  await page.getByText('Where it goes: alertmanager.yml').click()
  await page.getByLabel('alertmanager.yml').fill(`route: {receiver: '${image}'}\nreceivers: [{name: '${image}'}]\n`)
  await expect.poll(() => shown(page).innerText()).toContain(`It goes to ${image}`)
  expect(await page.locator('img, script:not([id]):not(:last-child), iframe, a').count()).toBe(0)
  expect(await page.getByRole('heading', { level: 2 }).innerText()).toBe(image)
  expect(complaints).toEqual([])
})

explainTest('a slider lets the alert fire', async (open) => {
  const { page } = await open()
  await paste(page, '- alert: High\n  expr: x > 10\n  for: 5m\n')
  const slider = toys(page).getByRole('slider', { name: 'Value' })
  const said = toys(page).getByRole('status')
  await expect.poll(() => said.innerText()).toMatch(/^At 11: it is pending .* fires after/)
  // By keyboard alone, from the field on.
  await page.getByLabel('A rule, a rule file').focus()
  for (let at = 0; at < 20 && !(await slider.evaluate((each) => each === document.activeElement)); at += 1)
    await page.keyboard.press('Tab')
  await page.keyboard.press('ArrowLeft')
  await expect.poll(() => said.innerText()).toBe('At 10: it stays silent.')
  expect(await slider.getAttribute('aria-valuetext')).toBe('10')
  await page.keyboard.press('PageUp')
  await expect.poll(() => said.innerText()).toMatch(/fires after/)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Space')
  await expect.poll(() => toys(page).locator('text.mark').allTextContents()).toEqual(['series vanish'])
})

explainTest('a condition beyond the prover takes values', async (open) => {
  const { page } = await open()
  await paste(page, 'count(up) > 1000')
  await expect.poll(() => shown(page).innerText()).toContain('Not shown')
  await toys(page).getByRole('spinbutton').first().fill('1')
  await expect.poll(() => toys(page).getByRole('status').innerText()).toBe('It stays silent.')
})

explainTest('the address holds the input', async (open) => {
  const { page } = await open()
  await paste(page, `# Grüße\n${app}`)
  await expect.poll(() => page.url()).toMatch(/#1[\w-]{100,}$/)
  const first = page.url()
  await page.getByLabel('Alert', { exact: true }).selectOption('Down')
  await expect.poll(() => page.getByRole('heading', { level: 2 }).innerText()).toBe('Down')
  await expect.poll(() => page.url()).not.toBe(first)
  const again = await open(page.url())
  expect(await again.page.getByLabel('A rule, a rule file').inputValue()).toBe(`# Grüße\n${app}`)
  expect(await again.page.getByRole('heading', { level: 2 }).innerText()).toBe('Down')
  // Another address in the same window.
  await again.page.evaluate(() => {
    location.hash = '#1nothing-of-ours'
  })
  await expect.poll(() => again.page.getByRole('heading', { level: 2 }).innerText()).not.toBe('Down')
})

/** The page with an engine that never ends with one input. */
const hanging = (page: string): string =>
  page.replace(/(<script [^>]*id="engine">)/, (start) =>
    [start, 'addEventListener("message", ({ data }) => { if (data.input?.rules === "hang") for (;;); })'].join('\n'),
  )

explainTest('what never ends is cut off with a sentence, and the page goes on', async (open) => {
  const host = await hosted(hanging)
  try {
    const { page } = await open(host.url)
    const field = page.getByLabel('A rule, a rule file')
    await field.fill('hang')
    await expect.poll(() => shown(page).innerText()).toMatch(/It was cut off after \d+ seconds/)
    // It did not freeze meanwhile, and a newer input does not wait for the older one.
    await paste(page, 'up == 0')
    expect(await page.getByRole('heading', { level: 2 }).innerText()).toBe('Expression')
    await field.fill('hang')
    await page.waitForFunction(() => document.getElementById('told')?.hasAttribute('aria-busy'))
    await field.fill('up == 1')
    await expect.poll(() => shown(page).innerText()).toContain('Fires when up is 1')
  } finally {
    host.close()
  }
})

explainTest('hostile input ends with a sentence', async (open) => {
  const { page } = await open()
  await paste(page, hostile)
  await expect.poll(() => shown(page).innerText()).toMatch(/cut off|[Nn]ot shown/)
  await paste(page, 'up == 0')
  expect(await page.getByRole('heading', { level: 2 }).innerText()).toBe('Expression')
})

explainTest('what is too long does not get into the field', async (open) => {
  const { page } = await open()
  const field = page.getByLabel('A rule, a rule file')
  const before = await field.inputValue()
  const isKept = await field.evaluate((element) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', 'A'.repeat(3_000_000))
    return element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, cancelable: true }))
  })
  expect(isKept).toBe(false)
  await expect.poll(() => shown(page).innerText()).toContain('It has more than 2000000 letters')
  expect(await field.inputValue()).toBe(before)
  // What does is not put into lines to its end.
  await paste(page, `- alert: ${'A'.repeat(200_000)}\n  expr: up == 0\n`)
  expect((await page.getByRole('heading', { level: 2 }).innerText()).length).toBeLessThan(2_100)
})

explainTest('a telephone scrolls one way only', async (open) => {
  const { page } = await open(file, { width: 390, height: 844 })
  for (const text of [app, 'up == 0', 'count(up) > 1000', `${'a'.repeat(300)} > 1`]) {
    await paste(page, text)
    for (const summary of await page.locator('summary').all()) await summary.click()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
  }
})

explainTest('both themes, by the system and by hand', async (open) => {
  const colour = (page: Page): Promise<string> => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  const dark = await open()
  expect(await colour(dark.page)).toBe('rgb(17, 18, 23)')
  const { page } = await open(file, { colorScheme: 'light' })
  expect(await colour(page)).toBe('rgb(244, 245, 245)')
  const button = page.getByRole('button', { name: /^Theme/ })
  await button.click()
  expect(await colour(page)).toBe('rgb(17, 18, 23)')
  await page.reload()
  expect(await colour(page)).toBe('rgb(17, 18, 23)')
  await button.click()
  expect(await colour(page)).toBe('rgb(244, 245, 245)')
})

explainTest('whatever can be used has a name', async (open) => {
  const { page } = await open()
  await paste(page, app)
  for (const role of ['button', 'textbox', 'slider', 'switch', 'combobox', 'img'] as const)
    for (const each of await page.getByRole(role).all())
      expect(
        await each.evaluate(
          (element) =>
            element.ariaLabel ?? (element as HTMLInputElement).labels?.[0]?.textContent ?? element.textContent,
        ),
      ).not.toBe('')
})

/** Many rules, each of which is much to play. */
const hostile = `groups:\n- name: a\n  rules:\n${Array.from({ length: 60 }, (_, at) => `  - alert: A${at}\n    expr: '${Array.from({ length: 59 }, (__, series) => `max_over_time(rate(x${at}_${series}_total[1h])[4h:1m])`).join(' + ')} > 1'\n`).join('')}`
