import type { DataSource } from '../../../../build/data/source.ts'

/** Data whose answers can be held back. */
export interface Held {
  readonly source: DataSource
  /** From now on, what `isHeld` says is not answered until `release`. */
  hold(isHeld?: (path: string) => boolean): void
  release(): void
}

/** Data that answers as `source`, and later where a test wants it so. */
export function heldBack(source: DataSource): Held {
  let isHeld = (_path: string): boolean => false
  let waiting: (() => void)[] = []
  return {
    source: {
      ...source,
      answer: async (path, form, signal) => {
        if (isHeld(path)) await new Promise<void>((resolve) => waiting.push(resolve))
        return source.answer(path, form, signal)
      },
    },
    hold: (which = () => true) => {
      isHeld = which
    },
    release: () => {
      isHeld = () => false
      for (const each of waiting) each()
      waiting = []
    },
  }
}
