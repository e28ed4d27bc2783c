import { beforeAll, describe, expect, vi } from 'vitest'
import { pageTest } from '../support/browser.ts'
import { uids } from '../support/dashboards.ts'
import { drawsData } from './dashboard/data.ts'
import { asksOnce } from './dashboard/requests.ts'
import { openRows } from './dashboard/rows.ts'
import { type Answered, answered, writesAsGrafana } from './dashboard/values.ts'

beforeAll(() => {
  // The library asks the browser for its languages and for features that are on.
  vi.stubGlobal('window', globalThis)
  vi.stubGlobal('navigator', { languages: ['en'] })
})

// Everything that is true of each of our dashboards, seen on one visit: to draw all of a dashboard takes seconds.
describe.each(uids)('%s', (uid) => {
  pageTest('draws data as Grafana does, asks once, and gives the browser nothing to complain of', async (open) => {
    const visit = await open('/d/nothing')
    const answers: Promise<Answered>[] = []
    visit.page.on('response', (response) => {
      if (/\/query(?:_range)?$/.test(response.url())) answers.push(answered(response))
    })
    await visit.go(`/d/${uid}`)
    await writesAsGrafana(uid, visit, await Promise.all(answers))
    await openRows(uid, visit.page)
    await drawsData(uid, visit, open)
    await asksOnce(uid, visit)
    await visit.go(`/d/${uid}?theme=light`)
    expect(visit.complaints).toEqual([])
  })
})
