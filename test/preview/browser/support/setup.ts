import type { TestProject } from 'vitest/node'
import { findTool } from '../../../../build/commands/tools.ts'
import { startPreview } from './session.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where our dashboards are served with the embedded data; empty where no browser could look at them. */
    readonly preview: string
  }
}

/** One preview for the whole run. */
export default async function setup({ provide }: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (findTool('chromium') === undefined) {
    provide('preview', '')
    return undefined
  }
  const { url, end } = await startPreview()
  provide('preview', url)
  return end
}
