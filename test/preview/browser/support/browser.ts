import { type Browser, type BrowserContext, chromium, type Locator, type Page, type Request } from 'playwright-core'
import { inject } from 'vitest'
import { openWindow, refuseOthers } from '../../../../build/preview/pictures/browser.ts'
import { testWith } from '../../../support/tools.ts'
import { cookie } from './admitted.ts'

/** A question to Prometheus: the path below `/api/v1/` and what is asked. */
export interface Question {
  readonly path: string
  readonly form: URLSearchParams
}

/** A page that is looked at, and what happened on it. */
export interface Visit {
  readonly page: Page
  /** In the order in which they were sent. */
  readonly questions: readonly Question[]
  /** Whatever a browser complains of: its console, failures of the page, answers with an error, requests to elsewhere. */
  readonly complaints: readonly string[]
  /** Shows another address of the same server. */
  readonly go: (path: string) => Promise<void>
  /** The questions since the last call. */
  readonly asked: () => readonly Question[]
}

interface Look {
  /** The server, without a slash at the end: our dashboards and the embedded data, if not given. */
  readonly url?: string
  readonly width?: number
  /** High enough for a whole dashboard, if not given. */
  readonly height?: number
  /** In a window that is closed after the test: for one that changes what the page's scripts find there. */
  readonly isOwn?: true
}

/** Opens an address and waits until it is drawn. */
export type Open = (path: string, look?: Look) => Promise<Visit>

let browser: Promise<Browser> | undefined

/** The browser of the run. */
export function theBrowser(): Promise<Browser> {
  browser ??= chromium.connect(inject('browser'))
  return browser
}

/** A window that one test after the other uses: in a new one, the page's scripts are compiled again, for more than a second. */
let kept: Page | undefined

/** A test that looks at pages; nothing of them is left when it ends. */
export function pageTest(name: string, body: (open: Open) => Promise<void>): void {
  testWith(['chromium'], name, async () => {
    const own: BrowserContext[] = []
    const opened = async (isOwn: boolean): Promise<Page> => {
      const page = kept
      if (!isOwn && page !== undefined) {
        kept = undefined
        return page
      }
      const { context } = await openWindow(await theBrowser(), inject('preview'))
      own.push(context)
      return context.newPage()
    }
    let first: Page | undefined
    const open: Open = async (path, look = {}) => {
      const { url = inject('preview') } = look
      const page = await opened(look.isOwn === true)
      if (look.isOwn !== true) first ??= page
      const refused = await refuseOthers(page.context(), url)
      await page.context().addCookies([cookie(url)])
      const visit = await visiting(page, url, look, refused)
      await visit.go(path)
      return visit
    }
    try {
      await body(open)
      kept = first && (await forgetful(first))
    } finally {
      for (const each of [...own, ...(first === undefined ? [] : [first.context()])])
        if (each !== kept?.context()) await each.close()
    }
  })
}

/** A page as it is after none was visited, with its scripts compiled. */
async function forgetful(page: Page): Promise<Page> {
  for (const event of ['request', 'response', 'requestfailed', 'console', 'pageerror', 'dialog'])
    page.removeAllListeners(event)
  for (const other of page.context().pages()) if (other !== page) await other.close()
  // An error page of the browser has no storage.
  await page
    .evaluate(() => {
      localStorage.clear()
      sessionStorage.clear()
    })
    .catch(() => undefined)
  await page.context().clearCookies()
  await page.mouse.move(0, 0)
  await page.goto('about:blank')
  return page
}

async function visiting(page: Page, url: string, look: Look, refused: ReadonlySet<string>): Promise<Visit> {
  await page.setViewportSize({ width: look.width ?? 1280, height: look.height ?? 6000 })
  const questions: Question[] = []
  const complaints: string[] = []
  page.on('request', (request) => questions.push(...questionOf(request)))
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(`${message.type()}: ${message.text()}`)
  })
  page.on('pageerror', ({ message }) => complaints.push(`failure: ${message}`))
  page.on('response', (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()} ${new URL(response.url()).pathname}`)
  })
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`)
    return dialog.dismiss()
  })
  let told = 0
  return {
    page,
    questions,
    get complaints() {
      return [...complaints, ...[...refused].map((address) => `request to ${address}`)]
    },
    go: async (path) => {
      await page.goto(url + path)
      await drawn(page)
    },
    asked: () => {
      const since = questions.slice(told)
      told = questions.length
      return since
    },
  }
}

function questionOf(request: Request): readonly Question[] {
  const { pathname, searchParams } = new URL(request.url())
  const [, path] = /^\/prometheus\/api\/v1\/(.*)$/.exec(pathname) ?? []
  if (path === undefined) return []
  return [{ path, form: request.method() === 'POST' ? new URLSearchParams(request.postData() ?? '') : searchParams }]
}

/**
 * Waits until the page says that it is drawn, and still says so ten frames later: a new size reaches the panels a frame
 * after the window. Whether it is true is for the test to see.
 */
export async function drawn(page: Page): Promise<void> {
  await page.waitForFunction(
    (frames: { count: number }) => {
      frames.count = document.documentElement.dataset.drawn === 'true' ? frames.count + 1 : 0
      return frames.count > 10
    },
    { count: 0 },
    { polling: 'raf', timeout: 60_000 },
  )
}

/** A panel, as somebody who reads its title finds it. */
export const panelOf = (page: Page, title: string): Locator => page.getByRole('region', { name: title, exact: true })
