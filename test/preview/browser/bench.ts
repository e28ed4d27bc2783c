// How long the page takes, as a multiple of what the same bundle takes to say that there is no such dashboard.

import type { Browser, Page } from 'playwright-core'
import { openWindow, startBrowser } from '../../../build/preview/pictures/browser.ts'
import { medianOf } from '../../bench/median.ts'
import { cookie } from './support/admitted.ts'
import { startPreview } from './support/session.ts'

const runs = 7
const panels = 15
const dashboard = 'pybase-database-redis'

interface Load {
  /** In milliseconds. */
  readonly took: number
  readonly questions: number
  /** Bytes of JavaScript. */
  readonly script: number
}

/** Opens an address in a window of its own, and waits until it shows what it should. */
async function load(
  browser: Browser,
  url: string,
  path: string,
  shows: (page: Page) => Promise<unknown>,
): Promise<Load> {
  const { context } = await openWindow(browser, url)
  try {
    await context.addCookies([cookie(url)])
    const page = await context.newPage()
    // So high that somewhat more than these panels are in it.
    await page.setViewportSize({ width: 1600, height: 2400 })
    let questions = 0
    let script = 0
    page.on('request', (request) => {
      if (request.url().includes('/prometheus/')) questions += 1
    })
    page.on('response', (response) => {
      if (response.url().endsWith('.js')) script += Number(response.headers()['content-length'] ?? 0)
    })
    const start = performance.now()
    await page.goto(url + path, { waitUntil: 'commit' })
    await shows(page)
    return { took: performance.now() - start, questions, script }
  } finally {
    await context.close()
  }
}

/** Waits until so many panels have a painted plot or picture. */
const painted = (page: Page): Promise<unknown> =>
  page.waitForFunction(
    // Runs in the page: it can use nothing from here, and no named function of its own.
    (wanted) =>
      [...document.querySelectorAll('main section')].filter((section) =>
        [...section.querySelectorAll('canvas')].some(
          (canvas) =>
            canvas.width * canvas.height > 0 &&
            canvas
              .getContext('2d')
              ?.getImageData(0, 0, canvas.width, canvas.height)
              .data.some((value) => value !== 0),
        ),
      ).length >= wanted,
    panels,
    { polling: 50 },
  )

const said = (page: Page): Promise<unknown> =>
  page.getByRole('heading', { name: 'There is no such dashboard' }).waitFor()

/** Prints how long it takes until the panels are drawn, with a page that is built; `chromium` is a program. */
export async function benchPage(chromium: string): Promise<void> {
  const preview = await startPreview()
  const browser = await startBrowser(chromium)
  try {
    const pairs: { readonly empty: Load; readonly drawn: Load }[] = []
    // The first pair warms the caches of the browser, the disk and Prometheus.
    for (let run = 0; run <= runs; run += 1) {
      const empty = await load(browser, preview.url, '/d/nothing', said)
      pairs.push({ empty, drawn: await load(browser, preview.url, `/d/${dashboard}`, painted) })
    }
    const measured = pairs.slice(1)
    const ratios = measured.map(({ empty, drawn }) => drawn.took / empty.took)
    const [least, most] = [Math.min(...ratios), Math.max(...ratios)]
    const ms = (which: 'empty' | 'drawn') => medianOf(measured.map((pair) => pair[which].took)).toFixed(0)
    const last = measured.at(-1)?.drawn
    console.log(
      `${panels} panels are drawn in ${medianOf(ratios).toFixed(1)} × the time of an empty page (${least.toFixed(1)} to ${most.toFixed(1)} in ${runs} runs; ${ms('drawn')} ms and ${ms('empty')} ms)`,
    )
    console.log(
      `${last?.questions} questions to Prometheus, ${((last?.script ?? 0) / 2 ** 20).toFixed(1)} MiB of JavaScript`,
    )
  } finally {
    await browser.close()
    await preview.end()
  }
}

const [, , chromium] = process.argv
if (chromium === undefined) throw new Error('The program of a browser is missing.')
await benchPage(chromium)
