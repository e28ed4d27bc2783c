import type uPlot from 'uplot'

interface Room {
  readonly plot: Pick<uPlot, 'bbox'>
  /** How many rows the plot has. */
  readonly rows: number
  /** The height of a label, in pixels. */
  readonly size: number
}

/** Which of the places, each a row's height above the one before, have a label: as many as fit below each other. */
export function everyFew(places: readonly number[], { plot, rows, size }: Room): number[] {
  const height = plot.bbox.height / devicePixelRatio
  const every = Math.max(1, Math.ceil((rows * size) / Math.max(1, height)))
  return places.filter((_, at) => at % every === 0)
}
