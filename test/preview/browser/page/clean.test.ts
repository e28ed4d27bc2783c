import { expect } from 'vitest'
import { pageTest } from '../support/browser.ts'

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
