import { capture } from '../../../build/commands/child.ts'

/** The release that a program says it is of, such as `0.19.1`; `undefined` where it says none. */
export async function versionOf(path: string): Promise<string | undefined> {
  const { code, text } = await capture(path, ['--version'], { timeoutMs: 60_000 })
  return code === 0 ? /\bv?(\d+\.\d+\.\d+)\b/.exec(text)?.[1] : undefined
}
