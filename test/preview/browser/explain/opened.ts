import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Page } from 'playwright-core'
import { explainPage } from '../../../../build/commands/explain/page.ts'
import { root } from '../../../support/root.ts'
import { testWith } from '../../../support/tools.ts'
import { theBrowser } from '../support/browser.ts'

/** The page as it is opened from a disk. */
export const file = pathToFileURL(join(root, 'docs', 'explain.html')).href

interface Look {
  readonly width?: number
  readonly height?: number
  readonly colorScheme?: 'dark' | 'light'
}

/** The page, and what a browser saw of it. */
export interface Visit {
  readonly page: Page
  /** The addresses that were asked for, but those that the page made itself. */
  readonly requests: readonly string[]
  /** What the browser complains of: its console, and failures of the page. */
  readonly complaints: readonly string[]
}

/** Opens an address in a window of its own. */
export type Open = (address?: string, look?: Look) => Promise<Visit>

/** A test of the page that explains alerts; its windows are closed when it ends. */
export function explainTest(name: string, body: (open: Open) => Promise<void>): void {
  testWith(['chromium'], name, async () => {
    const closing: (() => Promise<void>)[] = []
    const open: Open = async (address = file, { width = 1280, height = 1400, colorScheme = 'dark' } = {}) => {
      const browser = await theBrowser()
      const context = await browser.newContext({ viewport: { width, height }, colorScheme, reducedMotion: 'reduce' })
      closing.push(() => context.close())
      const page = await context.newPage()
      const requests: string[] = []
      const complaints: string[] = []
      context.on('request', (request) => {
        if (!/^(?:blob|data):/.test(request.url())) requests.push(request.url())
      })
      page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`))
      page.on('pageerror', ({ message }) => complaints.push(`failure: ${message}`))
      page.on('dialog', (dialog) => {
        complaints.push(`dialog: ${dialog.message()}`)
        return dialog.dismiss()
      })
      await page.goto(address)
      await told(page)
      return { page, requests, complaints }
    }
    try {
      await body(open)
    } finally {
      for (const close of closing) await close()
    }
  })
}

/** Waits until what stands in the fields is explained. */
export async function told(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const told = document.getElementById('told')
    return told !== null && !told.hasAttribute('aria-busy') && told.childElementCount > 0
  })
}

/** Puts a text into the field for rules, and waits for its explanation. */
export async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate(() => document.getElementById('told')?.replaceChildren())
  await page.getByLabel('A rule, a rule file').fill(text)
  await told(page)
}

/** Serves the page until the test ends, maybe with something changed; `asked` are the paths that a browser asked for. */
export async function hosted(changed: (page: string) => string = (page) => page): Promise<{
  readonly url: string
  readonly asked: readonly string[]
  readonly close: () => void
}> {
  const text = changed(await explainPage())
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    response.setHeader('content-type', 'text/html; charset=utf-8').end(text)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/explain.html`,
    asked,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
