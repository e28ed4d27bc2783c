import type { Locator } from 'playwright-core'

/** The part of a panel below its title. */
export const contentOf = (panel: Locator): Locator => panel.getByTestId('data-testid panel content')

/** What a panel says below its title, on one line. */
export const textOf = async (panel: Locator): Promise<string> =>
  (await contentOf(panel).innerText()).replace(/\s+/g, ' ').trim()

/**
 * How many pixels of a panel's canvases have a colour, rather than a shade of grey as axes and grids have: what is drawn
 * of the data. With `like`, a CSS colour `rgb(…)`, only those of that colour.
 */
export const colored = (panel: Locator, like?: string): Promise<number> =>
  panel.locator('canvas').evaluateAll((canvases, like) => {
    const wanted = like?.match(/\d+/g)?.map(Number)
    let sum = 0
    for (const canvas of canvases as HTMLCanvasElement[]) {
      if (canvas.width * canvas.height === 0) continue
      const data = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? []
      for (let at = 0; at + 3 < data.length; at += 4) {
        const rgb = [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0]
        const isOfData = (data[at + 3] ?? 0) > 40 && Math.max(...rgb) - Math.min(...rgb) > 40
        if (isOfData && (wanted?.every((value, at) => Math.abs(value - (rgb[at] ?? 0)) < 6) ?? true)) sum += 1
      }
    }
    return sum
  }, like)
