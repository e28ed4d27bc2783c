import { createServer } from 'node:http'
import { expect, onTestFinished } from 'vitest'
import { freePort } from '../../../../build/free-port.ts'
import { served } from '../support/boards.ts'
import { pageTest, panelOf } from '../support/browser.ts'
import { colored } from '../support/evidence.ts'
import { fakePrometheus } from '../support/fake.ts'
import { made, madeDashboard } from '../support/made.ts'

const boardOf = (title: string) => [madeDashboard([made(1, title)])]

const source = () =>
  fakePrometheus({ series: () => [{ metric: { job: 'api' }, value: (at) => String(Math.sin(at / 300)) }] })

const lost = "The preview's server does not answer."

/** A program that has the port and knows nothing of the preview: whether the page came to it, and how to end it. */
async function somebodyElse(port: number): Promise<{ wasAsked: () => boolean; close: () => Promise<void> }> {
  let isAsked = false
  const server = createServer((_request, response) => {
    isAsked = true
    response.writeHead(404).end()
  })
  const close = () =>
    new Promise<void>((done) => {
      server.close(() => done())
      server.closeAllConnections()
    })
  onTestFinished(close)
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done))
  return { wasAsked: () => isAsked, close }
}

pageTest('a page whose server is gone says so, keeps what it shows, and follows the next server', async (open) => {
  const data = await source()
  const port = await freePort()
  const first = await served(boardOf('Before'), data, port)
  const { page } = await open('/d/made', { url: first.url, height: 800 })
  const notice = page.getByText(lost)
  expect(await notice.count()).toBe(0)

  await first.close()
  await notice.waitFor()
  expect(await colored(panelOf(page, 'Before'))).toBeGreaterThan(100)
  await served(boardOf('After'), data, port)
  await panelOf(page, 'After').waitFor()
  await expect.poll(() => notice.count()).toBe(0)
  await expect.poll(() => colored(panelOf(page, 'After'))).toBeGreaterThan(100)
})

pageTest('a page finds its server again after another program had the port', async (open) => {
  const data = await source()
  const port = await freePort()
  const first = await served(boardOf('Before'), data, port)
  const { page } = await open('/d/made', { url: first.url, height: 800 })
  await first.close()
  // To an answer like this a browser does not come back by itself.
  const other = await somebodyElse(port)
  await expect.poll(other.wasAsked).toBe(true)
  await other.close()
  await page.getByText(lost).waitFor()
  await served(boardOf('After'), data, port)
  await panelOf(page, 'After').waitFor()
  await expect.poll(() => page.getByText(lost).count()).toBe(0)
})
