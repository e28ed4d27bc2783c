import { expect } from 'vitest'
import { served } from '../support/boards.ts'
import { pageTest, panelOf } from '../support/browser.ts'
import { fakePrometheus } from '../support/fake.ts'
import { made, madeDashboard, madeVariable } from '../support/made.ts'

pageTest('links say which time and which values are shown, whoever decided them', async (open) => {
  const source = await fakePrometheus({
    series: () => [{ metric: { job: 'a b' }, value: () => '1' }],
    values: () => ['a b', 'c'],
  })
  const link = { type: 'link', keepTime: false, includeVars: false }
  const { url } = await served(
    [
      madeDashboard(
        [
          made(1, 'Linked', {
            links: [{ title: 'Logs of $job', url: '/logs?$__url_time_range&job=$job&end=$__to' }],
          }),
        ],
        {
          time: { from: 'now-3h', to: 'now' },
          templating: { list: [{ ...madeVariable('job', 'Job'), multi: false, includeAll: false, current: {} }] },
          links: [
            { ...link, title: 'Named $job', url: '/named?$__url_time_range&[[job:queryparam]]' },
            { ...link, title: 'Kept', url: '/kept', keepTime: true, includeVars: true },
          ],
        },
      ),
    ],
    source,
  )
  const { page } = await open('/d/made', { url })
  const hrefOf = (name: string) => page.getByRole('link', { name, exact: true }).getAttribute('href')
  await panelOf(page, 'Linked').hover()
  expect(await hrefOf('Logs of a b')).toBe(`/logs?from=now-3h&to=now&job=a%20b&end=${Date.UTC(2026, 0, 14, 12)}`)
  expect(await hrefOf('Named a b')).toBe('/named?from=now-3h&to=now&var-job=a%20b')
  expect(await hrefOf('Kept')).toBe('/kept?from=now-3h&to=now&var-job=a+b')
})
