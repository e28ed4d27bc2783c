import { chromium } from 'playwright-core'
import type { TestProject } from 'vitest/node'
import { findTool } from '../../../../build/commands/tools.ts'
import { startOptions } from '../../../../build/preview/pictures/browser.ts'
import { startPreview } from './session.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where our dashboards are served with the embedded data; empty where no browser could look at them. */
    readonly preview: string
    /** Where the browser of the run is spoken to; empty where there is none. */
    readonly browser: string
  }
}

/** One preview and one browser for the whole run. */
export default async function setup({ provide }: TestProject): Promise<(() => Promise<void>) | undefined> {
  const program = findTool('chromium')
  if (program === undefined) {
    provide('preview', '')
    provide('browser', '')
    return undefined
  }
  const browser = await chromium.launchServer(startOptions(program))
  provide('browser', browser.wsEndpoint())
  const { url, end } = await startPreview()
  provide('preview', url)
  return async () => {
    await end()
    await browser.close()
  }
}
