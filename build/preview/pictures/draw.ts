import { type Browser, errors, type Page } from 'playwright-core'
import { type Problem, Refused } from '../../findings/problem.ts'
import { openWindow } from './browser.ts'
import { allDrawn, errorsOn, missingFontsOn, panelsOn, titleOn } from './on-page.ts'
import { crop, decode, type Picture } from './picture.ts'
import { evidence, stillPicture, Traffic } from './still.ts'

/** A dashboard's picture, and its panels' cut from it. */
export interface DrawnDashboard {
  readonly uid: string
  readonly title: string
  readonly picture: Picture
  readonly panels: readonly DrawnPanel[]
  /** What is wrong with what the picture shows. */
  readonly problems: readonly Problem[]
}

export interface DrawnPanel {
  readonly id: number
  readonly title: string
  readonly picture: Picture
}

/** How long to wait for the page to say that it is drawn, and then for every panel to show something: milliseconds. */
export interface Patience {
  readonly drawn: number
  readonly evidence: number
}

/** A dashboard takes three seconds on two processors; a slow Prometheus may take its time. */
const enough: Patience = { drawn: 60_000, evidence: 5_000 }

/** In milliseconds. */
const untilStill = 30_000

function addressOf(entry: string, uid: string): string {
  const address = new URL(entry)
  address.pathname = `/d/${encodeURIComponent(uid)}`
  address.searchParams.set('kiosk', '1')
  return address.href
}

/** Draws a dashboard of the page to which the address `entry` admits. Throws `Refused` where there is nothing to take a picture of. */
export async function drawDashboard(
  browser: Browser,
  entry: string,
  uid: string,
  patience: Patience = enough,
): Promise<DrawnDashboard> {
  const { context, refused } = await openWindow(browser, new URL(entry).origin)
  try {
    const page = await context.newPage()
    const traffic = new Traffic(page)
    const failures: string[] = []
    page.on('pageerror', (error) => failures.push(`The page failed: ${error.message}`))
    await page.goto(addressOf(entry, uid))
    await waitUntilDrawn(page, uid, failures, patience.drawn)
    await evidence(page, patience.evidence)
    const png = await stillPicture(page, traffic, untilStill)
    if (png === undefined)
      throw new Refused(wrong(uid, `The page does not come to rest within ${untilStill / 1000} s`, uid))
    const picture = decode(png)
    const panels = await panelsOn(page)
    const fonts = await missingFontsOn(page)
    const whole = [
      ...failures,
      ...fonts.map((font) => `The font ${font} could not be loaded`),
      ...[...refused].map((address) => `It asks for ${address}, which the preview does not serve, and was refused`),
    ]
    const badges = await errorsOn(page)
    return {
      uid,
      title: await titleOn(page),
      picture,
      panels: panels.map(({ id, title, box }) => ({ id, title, picture: crop(picture, box) })),
      problems: [
        ...whole.map((what) => wrong(uid, what, uid)),
        ...badges.map(({ title, says }) => wrong(`${uid} › ${title}`, `The panel shows an error: ${says}`, uid)),
        ...panels
          .filter(({ isEmpty }) => isEmpty)
          .map(({ title }) => wrong(`${uid} › ${title}`, 'The panel is empty: neither text nor a painted pixel', uid)),
      ],
    }
  } finally {
    await context.close()
  }
}

const wrong = (where: string, what: string, uid: string): Problem => ({
  where,
  what: `${what}.`.replace(/\.\.$/, '.'),
  next: `Run \`npm run preview\` and open /d/${encodeURIComponent(uid)}.`,
})

async function waitUntilDrawn(page: Page, uid: string, failures: readonly string[], timeoutMs: number): Promise<void> {
  const isDrawn = await allDrawn(page, timeoutMs).then(
    () => true,
    (error: unknown) => {
      if (error instanceof errors.TimeoutError) return false
      throw error
    },
  )
  const panels = await panelsOn(page)
  if (isDrawn && panels.length > 0) return
  const text = (await page.locator('body').innerText()).replace(/\s+/g, ' ').trim().slice(0, 200)
  const waiting = panels.filter(({ isEmpty }) => isEmpty).map(({ title }) => title)
  const what = isDrawn ? 'The page shows no panel' : `The page is not drawn after ${timeoutMs / 1000} s`
  throw new Refused([
    ...failures.map((failure) => wrong(uid, failure, uid)),
    panels.length === 0
      ? wrong(uid, `${what}${text === '' ? '' : `, but says: ${text}`}`, uid)
      : wrong(uid, `${what}${waiting.length === 0 ? '' : `; still empty: ${waiting.join(', ')}`}`, uid),
  ])
}
