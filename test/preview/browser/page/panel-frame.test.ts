import { expect } from 'vitest'
import { served } from '../support/boards.ts'
import { pageTest, panelOf } from '../support/browser.ts'
import { colored, textOf } from '../support/evidence.ts'
import { fakePrometheus, sendJson } from '../support/fake.ts'
import { made, madeDashboard } from '../support/made.ts'

const series = () => [{ metric: { job: 'api' }, value: (at: number) => String(Math.sin(at / 300)) }]

pageTest('what Prometheus remarks on an answer stands beside the title', async (open) => {
  const remark = 'PromQL info: metric might not be a counter, name does not end in _total: "<b>queue</b>"'
  const source = await fakePrometheus({
    series,
    instead: (query, response) => {
      if (query !== 'remarked') return false
      const data = { resultType: 'matrix', result: [{ metric: { job: 'api' }, values: [] }] }
      sendJson(response, 200, { status: 'success', data, warnings: ['A warning.'], infos: [remark] })
      return true
    },
  })
  const panels = [made(1, 'Remarked', { targets: [{ refId: 'A', expr: 'remarked' }] }), made(2, 'Plain')]
  const { url } = await served([madeDashboard(panels)], source)
  const { page } = await open('/d/made', { url, height: 800 })
  const notices = panelOf(page, 'Remarked').getByRole('button', { name: /^Notices: / })
  expect(await notices.getAttribute('aria-label')).toBe(`Notices: A warning.; ${remark}`)
  await notices.hover()
  await expect.poll(() => page.getByRole('tooltip').first().innerText()).toBe(`A warning.\n${remark}`)
  expect(
    await panelOf(page, 'Plain')
      .getByRole('button', { name: /^Notices/ })
      .count(),
  ).toBe(0)
})

pageTest('several links of a panel are a menu', async (open) => {
  const links = [
    { title: 'Runbook of $job', url: 'https://example.org/runbook?job=$job' },
    { title: 'Source', url: '/source', targetBlank: true },
  ]
  const templating = { list: [{ name: 'job', type: 'constant', query: 'a b' }] }
  const { url } = await served(
    [madeDashboard([made(1, 'Linked', { links })], { templating })],
    await fakePrometheus({ series }),
  )
  const { page } = await open('/d/made', { url, height: 800 })
  await panelOf(page, 'Linked').getByRole('button', { name: '2 links' }).click()
  const items = await page
    .getByRole('menuitem')
    .evaluateAll((all) =>
      all.map((item) => [item.textContent?.trim(), item.getAttribute('href'), item.getAttribute('target')]),
    )
  expect(items).toEqual([
    ['Runbook of a b', 'https://example.org/runbook?job=a%20b', null],
    ['Source', '/source', '_blank'],
  ])
})

pageTest('a panel that fails to draw says why, its neighbour draws, and it may be mended', async (open) => {
  const table = (options: object) =>
    made(1, 'Table', { type: 'table', targets: [{ refId: 'A', expr: 'up', instant: true, format: 'table' }], options })
  const { url, board } = await served(
    [madeDashboard([table({ frozenColumns: null }), made(2, 'Neighbour')])],
    await fakePrometheus({ series }),
  )
  const { page, complaints } = await open('/d/made', { url, height: 800 })
  const broken = panelOf(page, 'Table')
  expect(await textOf(broken)).toMatch(/^This panel cannot be drawn: .*null/)
  expect(await broken.getByTestId('data-testid Panel status error').count()).toBe(1)
  expect(await colored(panelOf(page, 'Neighbour'))).toBeGreaterThan(100)
  expect(complaints.filter((each) => each.startsWith('failure'))).toEqual([])

  board.show([madeDashboard([table({}), made(2, 'Neighbour')])])
  await panelOf(page, 'Table').getByRole('gridcell', { name: 'api' }).waitFor()
})

pageTest('the link to a panel is copied with the time range', async (open) => {
  const { url } = await served([madeDashboard([made(7, 'Rate')])], await fakePrometheus({ series }))
  const { page } = await open('/d/made?from=now-3h&to=now', { url, height: 800, isOwn: true })
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  const panel = panelOf(page, 'Rate')
  await panel.hover()
  await panel.getByRole('button', { name: 'Menu for panel Rate' }).click()
  await page.getByRole('menuitem', { name: 'Copy link' }).click()
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toBe(`${url}/d/made?from=now-3h&to=now&viewPanel=7`)
})
