import type { Page } from 'playwright-core'
import { drawn } from '../../support/browser.ts'
import { dashboardShown } from '../../support/dashboards.ts'

/** Opens the rows that begin closed: their panels are drawn, too. */
export async function openRows(uid: string, page: Page): Promise<void> {
  const closed = (await dashboardShown(uid)).panels.filter(({ collapsed }) => collapsed === true)
  for (const { title } of closed) await page.getByRole('button', { name: new RegExp(`^${title}\\b`) }).click()
  if (closed.length > 0) await drawn(page)
}
