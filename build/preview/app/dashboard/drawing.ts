import { useLayoutEffect } from 'react'

/** Tells on `<html data-drawn>` whether everything that is in view has its data and is painted. */
export class Drawing {
  readonly #waiting = new Set<object>()
  readonly #show: (isDrawn: boolean) => void
  readonly #painted: () => Promise<void>
  #round = 0

  constructor(show: (isDrawn: boolean) => void, painted: () => Promise<void>) {
    this.#show = show
    this.#painted = painted
  }

  /** Something is asked for; call what it answers when that is settled. */
  begin(): () => void {
    const thing = {}
    this.#waiting.add(thing)
    this.#round++
    this.#show(false)
    return () => {
      if (this.#waiting.delete(thing) && this.#waiting.size === 0) this.#settle(this.#round)
    }
  }

  async #settle(round: number): Promise<void> {
    await this.#painted()
    if (round === this.#round) this.#show(true)
  }
}

/** Fonts are there, and the browser has painted two frames since. */
async function painted(): Promise<void> {
  await document.fonts.ready
  for (const _ of [1, 2]) await new Promise(requestAnimationFrame)
}

const onThePage = new Drawing((isDrawn) => {
  document.documentElement.dataset.drawn = String(isDrawn)
}, painted)

/** Says that the page is not drawn while this component waits, and at least until it has painted what it shows for `what`. */
export function useDrawing(isWaiting: boolean, what?: unknown): void {
  useLayoutEffect(() => (isWaiting ? onThePage.begin() : undefined), [isWaiting])
  // biome-ignore lint/correctness/useExhaustiveDependencies: another `what` is drawn anew.
  useLayoutEffect(() => onThePage.begin()(), [what])
}
