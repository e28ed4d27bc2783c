import type { Page, Request } from 'playwright-core'
import { viewport } from './browser.ts'
import { isDrawn, panelsOn } from './on-page.ts'

/** Takes a picture of the whole page once it is at rest; `undefined` where it does not come to rest within `timeoutMs`. */
export async function stillPicture(page: Page, traffic: Traffic, timeoutMs: number): Promise<Buffer | undefined> {
  const end = performance.now() + timeoutMs
  // Chromium does not always paint what is drawn on a canvas outside the view.
  const height = await page.evaluate(() => document.documentElement.scrollHeight)
  await page.setViewportSize({ ...viewport, height })
  let last: Buffer | undefined
  while (performance.now() < end) {
    const { asked } = traffic
    await page.waitForTimeout(pauseMs)
    const picture = await page.screenshot({ animations: 'disabled', caret: 'hide' })
    const isAtRest = !traffic.isBusy && traffic.asked === asked && (await isDrawn(page))
    if (isAtRest && last?.equals(picture)) return picture
    last = isAtRest ? picture : undefined
  }
  return undefined
}

/** Between two pictures that must be the same: what was asked for must have had time to be painted. */
const pauseMs = 200

/** Waits until each panel shows something, at most for `timeoutMs`. */
export async function evidence(page: Page, timeoutMs: number): Promise<void> {
  const end = performance.now() + timeoutMs
  while (performance.now() < end && (await panelsOn(page)).some(({ isEmpty }) => isEmpty))
    await page.waitForTimeout(pauseMs)
}

/** What a page asks for, but for the stream of events, which never ends. */
export class Traffic {
  readonly #underWay = new Set<Request>()
  /** How often it has asked. */
  asked = 0

  constructor(page: Page) {
    page.on('request', (request) => {
      if (request.resourceType() === 'eventsource') return
      this.#underWay.add(request)
      this.asked += 1
    })
    page.on('requestfinished', (request) => this.#underWay.delete(request))
    page.on('requestfailed', (request) => this.#underWay.delete(request))
  }

  get isBusy(): boolean {
    return this.#underWay.size > 0
  }
}
