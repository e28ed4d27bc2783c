import { VizOrientation } from '@grafana/data'

/** How thin and how thick a bar may be, in pixels. */
export interface BarSizes {
  readonly minVizWidth: number
  readonly minVizHeight: number
  readonly maxVizHeight: number
}

/** The sizes where a dashboard asks for no others. */
export const usualSizes: BarSizes = { minVizWidth: 8, minVizHeight: 16, maxVizHeight: 300 }

/** A dashboard's own sizes count only where it asks for them. */
export const barSizes = ({
  sizing,
  minVizWidth,
  minVizHeight,
  maxVizHeight,
}: BarSizes & { readonly sizing: 'auto' | 'manual' | (string & {}) }): BarSizes =>
  sizing === 'manual' ? { minVizWidth, minVizHeight, maxVizHeight } : usualSizes

interface Bars {
  readonly orientation: VizOrientation
  readonly count: number
  readonly itemSpacing: number
  readonly width: number
  readonly height: number
}

/** Whether the bars, as thin as they may be, take more than the panel has: a scroll bar then covers their ends. */
export function overflows({ orientation, count, itemSpacing, width, height }: Bars, sizes: BarSizes): boolean {
  const isHorizontal = orientation === VizOrientation.Horizontal
  const least = isHorizontal ? sizes.minVizHeight : sizes.minVizWidth
  return count * (least + itemSpacing) - itemSpacing > (isHorizontal ? height : width)
}
