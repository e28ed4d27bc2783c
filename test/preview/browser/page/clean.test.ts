import { describe, expect } from 'vitest'
import { pageTest } from '../support/browser.ts'
import { uids } from '../support/dashboards.ts'

// Whatever a browser complains of: the console, failures, missing files, requests that would leave this machine.
describe.each(uids)('%s', (uid) => {
  pageTest('gives the browser nothing to complain of, in both themes', async (open) => {
    const visit = await open(`/d/${uid}`)
    await visit.go(`/d/${uid}?theme=light`)
    expect(visit.complaints).toEqual([])
  })
})

pageTest('a browser that complains is heard', async (open) => {
  const visit = await open('/d/pybase-overview?viewPanel=1')
  await visit.page.evaluate(() => {
    console.error('not good')
    setTimeout(() => {
      throw new Error('worse')
    })
    return Promise.allSettled([fetch('/nothing-here'), fetch('http://192.0.2.1/elsewhere')])
  })
  const heard = ['error: not good', 'failure: worse', '404 /nothing-here']
  await expect.poll(() => visit.complaints).toEqual(expect.arrayContaining(heard))
})
