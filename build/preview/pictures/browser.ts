import { type Browser, type BrowserContext, chromium } from 'playwright-core'
import { messageOf, Refused } from '../../findings/problem.ts'

/** In pixels. A picture is as wide, and as high as its dashboard where that is higher. */
export const viewport = { width: 1600, height: 400 }

/** The same pixels on every machine: nothing of its screen, its graphics card, its processor and its hinting. */
const flags = [
  '--disable-gpu',
  '--disable-lcd-text',
  '--disable-partial-raster',
  '--disable-skia-runtime-opts',
  '--font-render-hinting=none',
  '--force-color-profile=srgb',
  '--hide-scrollbars',
]

/** How a browser of this program is started. */
export const startOptions = (program: string) => ({
  executablePath: program,
  args: flags,
  // Chromium has no sandbox for root.
  chromiumSandbox: process.getuid?.() !== 0,
  // Whoever exits at a signal ends the browser.
  handleSIGHUP: false,
  handleSIGINT: false,
  handleSIGTERM: false,
})

/** Starts a browser, which ends when this process exits. Throws `Refused` where it does not start. */
export async function startBrowser(program: string): Promise<Browser> {
  try {
    return await chromium.launch(startOptions(program))
  } catch (error) {
    throw new Refused({ where: program, ...(noSandbox.test(String(error)) ? withoutSandbox : otherwise(error)) })
  }
}

/** What the browser printed last before it ended; Playwright's own words tell of its interface. */
function reasonOf(error: unknown): string {
  const text = messageOf(error)
  const lines = text.split('\n').map((line) => line.trim())
  const printed = lines.filter((line) => line.startsWith('- [') && line.includes('[err]'))
  return (printed.at(-1)?.replace(/^.*\[err\]\s*/, '') ?? lines[0] ?? text).slice(0, 300)
}

const otherwise = (error: unknown) => ({
  what: `The browser does not start: ${reasonOf(error)}`,
  next: 'Name a working Chromium or Chrome in $CHROMIUM.',
})

/** What Chromium prints without a sandbox, and what Playwright makes of it. */
const noSandbox = /No usable sandbox|sandboxing failed/

/** AppArmor lets only the programs that it knows make namespaces; Google's Chrome is one of them. */
const withoutSandbox = {
  what: "The browser does not start: Chromium has no sandbox here (Ubuntu's AppArmor forbids user namespaces to it).",
  next: "Use google-chrome or Debian's chromium: CHROMIUM=/usr/bin/google-chrome",
}

/** A browser's window of its own, and the addresses it was not allowed to ask for. */
export interface Window {
  readonly context: BrowserContext
  readonly refused: ReadonlySet<string>
}

/** A window that knows nothing of earlier ones and asks for nothing but what `origin` serves. */
export async function openWindow(browser: Browser, origin: string): Promise<Window> {
  const context = await browser.newContext({
    viewport,
    deviceScaleFactor: 1,
    colorScheme: 'dark',
    locale: 'en-US',
    timezoneId: 'UTC',
    reducedMotion: 'reduce',
    serviceWorkers: 'block',
  })
  return { context, refused: await refuseOthers(context, origin) }
}

/** From now on, a window asks for nothing but what `origin` serves; answers the addresses that it is refused. */
export async function refuseOthers(context: BrowserContext, origin: string): Promise<ReadonlySet<string>> {
  const refused = new Set<string>()
  await context.unrouteAll()
  await context.route(
    (url) => url.origin !== origin && !['data:', 'blob:'].includes(url.protocol),
    (route) => {
      refused.add(route.request().url())
      return route.abort('blockedbyclient')
    },
  )
  return refused
}
