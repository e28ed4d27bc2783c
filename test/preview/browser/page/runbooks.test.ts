import { describe, expect } from 'vitest'
import { drawn, pageTest, panelOf } from '../support/browser.ts'

describe('the runbooks of the definitions', () => {
  pageTest('are where the links of panels lead', async (open) => {
    const { page, complaints } = await open('/d/pybase-overview')
    const links = page.getByRole('link', { name: /^Runbook: / })
    const addresses = await links.evaluateAll((all) => all.map((each) => each.getAttribute('href')))
    expect(addresses.length).toBeGreaterThan(5)
    expect(addresses.filter((address) => !/^\/runbooks\/PyBase\w+$/.test(address ?? ''))).toEqual([])
    const [opened] = await Promise.all([
      page.waitForEvent('popup'),
      page.getByRole('link', { name: 'Runbook: PyBaseApiErrorRateHigh' }).first().click(),
    ])
    await drawn(opened)
    await opened.getByRole('heading', { name: 'PyBaseApiErrorRateHigh', exact: true }).waitFor()
    await opened.getByRole('heading', { name: 'Mitigation' }).waitFor()
    expect(await opened.title()).toBe('PyBaseApiErrorRateHigh - PyBase preview')
    expect(await opened.locator('main').textContent()).not.toContain('Do not edit')

    const back = opened.getByRole('link', { name: /^PyBase \/ / })
    await back.click()
    await drawn(opened)
    expect(await opened.getByRole('main').getByRole('region').count()).toBe(1)
    expect(complaints).toEqual([])
  })

  pageTest('are where the alerts that fire lead', async (open) => {
    const { page } = await open('/d/pybase-overview')
    const plot = panelOf(page, 'What is wrong').locator('.u-over')
    const { x, y, width, height } = (await plot.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
    // At the right edge is what fires now.
    const at = { x: x + width - 12, y: y + Math.min(height / 2, 12) }
    const link = page.getByRole('link', { name: /^Runbook: PyBase/ }).and(page.locator('[href^="/runbooks/"]'))
    const before = await link.count()
    await page.mouse.move(at.x - 4, at.y)
    await page.mouse.move(at.x, at.y)
    await page.mouse.click(at.x, at.y)
    await expect.poll(() => link.count()).toBeGreaterThan(before)
    expect(await link.last().getAttribute('href')).toMatch(/^\/runbooks\/PyBase\w+$/)
  })

  pageTest('are named where there is none, and lead to the dashboards', async (open) => {
    const { page } = await open('/runbooks/Nothing')
    await page.getByRole('heading', { name: 'There is no runbook of Nothing' }).waitFor()
    await page.getByRole('link', { name: 'Dashboards' }).click()
    await drawn(page)
    await panelOf(page, 'Request rate').waitFor()
  })
})
