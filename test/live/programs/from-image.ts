import { capture } from '../../../build/commands/child.ts'
import type { Engine } from '../../../build/commands/engine.ts'

/** Copies a program out of an image to `to`, pulling the image where it is not here. Answers why that fails, if it does. */
export async function copyFromImage(
  { program, shown }: Engine,
  image: string,
  path: string,
  to: string,
): Promise<string | undefined> {
  const created = await capture(program, ['create', image], { timeoutMs: 600_000 })
  if (created.code !== 0) return `${shown} create ${image}: ${lastLine(created.complaint)}`
  const container = lastLine(created.text)
  try {
    const copied = await capture(program, ['cp', `${container}:${path}`, to], { timeoutMs: 60_000 })
    return copied.code === 0 ? undefined : `${shown} cp ${image}: ${lastLine(copied.complaint)}`
  } finally {
    await capture(program, ['rm', container], { timeoutMs: 60_000 })
  }
}

const lastLine = (text: string): string => text.trim().split('\n').at(-1) ?? ''
