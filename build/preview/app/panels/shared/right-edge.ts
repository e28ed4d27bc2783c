import type { UPlotConfigBuilder } from '@grafana/ui'
import { useLayoutEffect } from 'react'
import type uPlot from 'uplot'

interface Props {
  readonly config: UPlotConfigBuilder
}

/** Leaves room for the half of the last time's label that is beyond the end of the axis. */
export function RightEdge({ config }: Props) {
  useLayoutEffect(() => config.setPadding([topOrBottom, right, topOrBottom, left]), [config])
  return null
}

// As the library has it on the other sides: some room where the lines of the other axis end, and no axis is.
const room = 8
const topOrBottom: uPlot.PaddingSide = (_plot, side, [top, hasRight, bottom, hasLeft]) =>
  (side === 0 ? top : bottom) || !(hasLeft || hasRight) ? 0 : room
const left: uPlot.PaddingSide = (_plot, _side, [top, , bottom, hasLeft]) => (hasLeft || !(top || bottom) ? 0 : room)

const right: uPlot.PaddingSide = ({ scales, width }, _side, [top, hasRight, bottom]) => {
  if (hasRight || !(top || bottom)) return 0
  const { min, max } = scales.x ?? {}
  // Less than a minute for the width of a label: the labels have seconds.
  const hasSeconds = min != null && max != null && ((max - min) / width) * 80 < 60_000
  return hasSeconds ? 30 : 18
}
