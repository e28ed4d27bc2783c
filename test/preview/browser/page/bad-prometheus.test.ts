import type { ServerResponse } from 'node:http'
import { describe, expect } from 'vitest'
import { openPrometheus } from '../../../../build/data/remote.ts'
import { freePort } from '../../../../build/free-port.ts'
import { served } from '../support/boards.ts'
import { pageTest, panelOf } from '../support/browser.ts'
import { colored, textOf } from '../support/evidence.ts'
import { fakePrometheus, refuse, sendJson } from '../support/fake.ts'
import { made, madeDashboard, madeVariable } from '../support/made.ts'

const panels = (expr: string) => [
  made(1, 'Bad', { targets: [{ refId: 'A', expr }] }),
  made(2, 'Bad number', { type: 'stat', targets: [{ refId: 'A', expr, instant: true }] }),
  made(3, 'Good'),
]

const badge = 'data-testid Panel status error'

interface Case {
  readonly name: string
  readonly instead: (response: ServerResponse) => void
  readonly says: RegExp
}

const cases: readonly Case[] = [
  {
    name: 'refuses a query',
    instead: (response) => refuse(response, 422, 'execution', 'found duplicate series for the match group'),
    says: /execution: found duplicate series for the match group/,
  },
  {
    name: 'cannot read a query',
    instead: (response) =>
      refuse(response, 400, 'bad_data', 'invalid parameter "query": 1:3: parse error: <b>unexpected</b>'),
    says: /bad_data: invalid parameter "query": 1:3: parse error: <b>unexpected<\/b>/,
  },
  {
    name: 'fails',
    instead: (response) => refuse(response, 500, 'internal', 'the storage is gone'),
    says: /internal: the storage is gone/,
  },
  {
    name: 'is a page of a proxy',
    instead: (response) => response.writeHead(502, { 'Content-Type': 'text/html' }).end('<h1>Bad gateway</h1>'),
    says: /Prometheus at http:\/\/127\.0\.0\.1:\d+ answers nothing that a Prometheus would \(status 502, text\/html\)/,
  },
  {
    name: 'answers half of an answer',
    instead: (response) => response.writeHead(200, { 'Content-Type': 'application/json' }).end('{"status":"succ'),
    says: /Prometheus answered 200, and not with JSON/,
  },
  {
    name: 'answers in another form',
    instead: (response) =>
      response.writeHead(200, { 'Content-Type': 'application/json' }).end('{"status":"success","data":{"result":7}}'),
    says: /not in the form of its API/,
  },
  { name: 'does not answer in time', instead: () => undefined, says: /has not answered for 2 s/ },
]

describe('a Prometheus that', () => {
  for (const { name, instead, says } of cases) {
    pageTest(`${name} is quoted in the panel, and the others draw`, async (open) => {
      const source = await fakePrometheus({
        series: () => [{ metric: { job: 'api' }, value: (at) => String(Math.sin(at / 300)) }],
        instead: (query, response) => {
          if (query !== 'bad') return false
          instead(response)
          return true
        },
      })
      const { url } = await served([madeDashboard(panels('bad'))], source)
      const { page, complaints } = await open('/d/made', { url, height: 1000 })
      for (const title of ['Bad', 'Bad number']) {
        const panel = panelOf(page, title)
        expect(await textOf(panel)).toMatch(says)
        await panel.getByTestId(badge).hover()
        await expect.poll(() => page.getByRole('tooltip').first().innerText()).toMatch(says)
        await page.mouse.move(0, 0)
        await expect.poll(() => page.getByRole('tooltip').count()).toBe(0)
      }
      expect(await page.getByTestId(badge).count()).toBe(2)
      expect(await colored(panelOf(page, 'Good'))).toBeGreaterThan(100)
      expect(await page.getByRole('main').locator('b').count()).toBe(0)
      expect(complaints.filter((each) => each.startsWith('failure'))).toEqual([])
    })
  }

  pageTest('is down says so in every panel', async (open) => {
    const nowhere = `http://127.0.0.1:${await freePort()}`
    const { url } = await served([madeDashboard(panels('up'))], openPrometheus(nowhere))
    const { page } = await open('/d/made', { url, height: 1000 })
    for (const title of ['Bad', 'Bad number', 'Good'])
      expect(await textOf(panelOf(page, title))).toMatch(/does not answer: .*ECONNREFUSED/)
    expect(await page.getByTestId(badge).count()).toBe(3)
  })
})

describe('beside the panels, a Prometheus that', () => {
  const around = {
    templating: { list: [{ ...madeVariable('job', 'Job'), query: 'up{}' }] },
    annotations: { list: [{ name: 'Marks', enable: true, expr: 'marks' }] },
  }

  for (const { name, series, marks, says } of [
    {
      name: 'refuses',
      series: (response: ServerResponse) => refuse(response, 422, 'execution', 'no series'),
      marks: (response: ServerResponse) => refuse(response, 422, 'execution', 'no marks'),
      says: ['execution: no series', 'Annotation Marks: execution: no marks'],
    },
    {
      name: 'answers in another form',
      series: (response: ServerResponse) => sendJson(response, 200, success([null])),
      marks: (response: ServerResponse) =>
        sendJson(response, 200, success({ resultType: 'matrix', result: [{ metric: {}, values: [null] }] })),
      says: [
        "Prometheus' answer is not in the form of its API.",
        "Annotation Marks: Prometheus' answer is not in the form of its API.",
      ],
    },
  ]) {
    pageTest(`${name} is quoted at the picker and the annotation, and the panels draw`, async (open) => {
      const source = await fakePrometheus({
        series: () => [{ metric: { job: 'api' }, value: (at) => String(Math.sin(at / 300)) }],
        instead: (query, response) => {
          // What asks for the series of a selector has no query.
          if (query === '') series(response)
          if (query === 'marks') marks(response)
          return query === '' || query === 'marks'
        },
      })
      const { url } = await served([madeDashboard([made(1, 'Good')], around)], source)
      const { page, complaints } = await open('/d/made', { url })
      expect(await colored(panelOf(page, 'Good'))).toBeGreaterThan(100)
      const controls = page.getByRole('region', { name: 'Dashboard controls' })
      for (const text of says) {
        await controls.getByRole('button', { name: text, exact: true }).hover()
        await page.getByRole('tooltip').getByText(text, { exact: true }).waitFor()
      }
      // Nobody asks for what is switched off.
      await controls.getByRole('switch', { name: 'Marks' }).click({ force: true })
      await expect.poll(() => controls.getByRole('button', { name: /^Annotation Marks/ }).count()).toBe(0)
      expect(complaints.filter((each) => each.startsWith('failure'))).toEqual([])
    })
  }
})

const success = (data: unknown) => ({ status: 'success', data })

pageTest('a refresh mends what was wrong', async (open) => {
  let isBroken = true
  const source = await fakePrometheus({
    series: () => [{ metric: { job: 'api' }, value: (at) => String(Math.sin(at / 300)) }],
    instead: (_query, response) => {
      if (isBroken) refuse(response, 503, 'unavailable', 'starting up')
      return isBroken
    },
  })
  const { url } = await served([madeDashboard(panels('up'))], source)
  const { page } = await open('/d/made', { url, height: 1000 })
  expect(await textOf(panelOf(page, 'Good'))).toMatch(/starting up/)
  isBroken = false
  await page.getByRole('button', { name: 'Refresh', exact: true }).click()
  await expect.poll(() => colored(panelOf(page, 'Good'))).toBeGreaterThan(100)
  expect(await page.getByTestId(badge).count()).toBe(0)
})
