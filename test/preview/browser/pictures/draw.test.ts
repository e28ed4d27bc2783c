import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'vitest'
import { Refused } from '../../../../build/findings/problem.ts'
import { drawDashboard } from '../../../../build/preview/pictures/draw.ts'
import { listening } from '../../../support/listening.ts'
import { testWith } from '../../../support/tools.ts'
import { theBrowser } from '../support/browser.ts'

// Pages that no dashboard of ours leads to: the process must not take the page's word for what is on it.

/** Serves one page at every address but below `/missing`; what is below `/late` takes a second. */
const page = (html: string): Promise<string> =>
  listening(async ({ url = '' }, response) => {
    if (url.startsWith('/late')) await sleep(1000)
    response.writeHead(url.startsWith('/missing') ? 404 : 200, { 'content-type': 'text/html' })
    response.end(html)
  })

const drawn = (panels: string, head = '') =>
  `<!doctype html><html data-drawn="true"><head>${head}</head><body><main aria-label="Title">${panels}</main></body></html>`

const panel = (title: string, inside: string) =>
  `<div data-panel-id="1"><h2>${title}</h2><div data-testid="data-testid panel content">${inside}</div></div>`

const legend = '<ul data-testid="data-testid viz-layout-legend"><li>Series</li></ul>'

/** Of a page that is never drawn, and of any other, in milliseconds. */
const [little, enough] = [300, 60_000]

/** Draws a page. */
type Draw = (html: string, patience?: number) => ReturnType<typeof drawDashboard>

const drawing = (name: string, body: (draw: Draw) => Promise<void>): void =>
  testWith(['chromium'], `a page ${name}`, async () => {
    const browser = await theBrowser()
    await body(async (html, drawn = enough) =>
      drawDashboard(browser, await page(html), 'uid', { drawn, evidence: little }),
    )
  })

drawing('that shows text, or a painted canvas, has no problem', async (draw) => {
  const script = 'document.querySelector("canvas").getContext("2d").fillRect(1, 1, 1, 1)'
  const html = drawn(panel('Text', '1.2 s') + panel('Canvas', `<canvas></canvas><script>${script}</script>`))
  expect((await draw(html)).problems).toEqual([])
})

drawing('with an empty panel is told of, whatever it says of itself', async (draw) => {
  const { problems } = await draw(drawn(panel('Full', '1') + panel('Empty', `<canvas></canvas>${legend}`)))
  expect(problems).toMatchObject([
    { where: 'uid › Empty', what: 'The panel is empty: neither text nor a painted pixel.' },
  ])
})

for (const host of ['192.0.2.1', '127.0.0.1:9'])
  drawing(`that asks ${host} gets no answer, and it is told`, async (draw) => {
    const { problems } = await draw(drawn(panel('Picture', `1 <img src="http://${host}/x.png">`)))
    const what = `It asks for http://${host}/x.png, which the preview does not serve, and was refused.`
    expect(problems).toMatchObject([{ where: 'uid', what }])
  })

drawing('whose script or font fails is told of', async (draw) => {
  const style = '<style>@font-face { font-family: Inter; src: url(/missing) } main { font-family: Inter }</style>'
  const { problems } = await draw(
    drawn(`${panel('Text', '1')}<script>throw new Error("no such thing")</script>`, style),
  )
  expect(problems.map(({ what }) => what)).toEqual([
    'The page failed: no such thing.',
    'The font Inter normal could not be loaded.',
  ])
})

for (const [name, html, what] of [
  ['error', '<main>No server</main>', 'The page is not drawn after 0.3 s, but says: No server.'],
  [
    'empty panel',
    `<main>${panel('A', '1')}${panel('B', '')}</main>`,
    'The page is not drawn after 0.3 s; still empty: B.',
  ],
  ['missing dashboard', drawn('<p>No dashboard</p>'), 'The page shows no panel, but says: No dashboard.'],
] as const)
  drawing(`that is not drawn is refused with what it shows: ${name}`, async (draw) => {
    const refused = await draw(html, html.includes('data-drawn') ? enough : little).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(Refused)
    expect(refused).toMatchObject({ problems: [{ where: 'uid', what, next: expect.stringContaining('/d/uid') }] })
  })

drawing('shows what is in its closed rows', async (draw) => {
  const script = `<script>document.querySelector('button').onclick = ({ currentTarget }) => {
    currentTarget.setAttribute('aria-expanded', 'true')
    document.querySelector('p').innerHTML = '<div data-panel-id="2"><h2>Inside</h2>2</div>'
  }</script>`
  const { panels } = await draw(drawn(`<button aria-expanded="false">Row</button><p></p>${panel('A', '1')}${script}`))
  expect(panels.map(({ title }) => title)).toEqual(['Inside', 'A'])
})

drawing('that says too early that it is drawn is waited for', async (draw) => {
  const script = `<script>fetch('/late').then(() => { document.body.style.background = 'rgb(1, 2, 3)' })</script>`
  const { picture } = await draw(drawn(panel('A', '1') + script))
  expect([...picture.data.subarray(0, 3)]).toEqual([1, 2, 3])
})
