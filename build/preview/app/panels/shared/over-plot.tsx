import { DashboardCursorSync, type PanelProps } from '@grafana/data'
import { TooltipPlugin2, type UPlotConfigBuilder, usePanelContext, ZoomPlugin } from '@grafana/ui'
import { type ComponentProps, useCallback, useMemo, useRef } from 'react'
import { AnnotationLayer } from './annotation-layer.tsx'
import { annotationsIn } from './annotations.ts'
import { RightEdge } from './right-edge.ts'

// The library declares what its plug-in is to follow, and does not export the names.
const hoverModes = { nearest: 0, every: 1, cell: 2 } as const

interface Props {
  readonly config: UPlotConfigBuilder
  readonly panel: Pick<PanelProps, 'data' | 'timeZone' | 'onChangeTimeRange'>
  readonly tooltip: { readonly mode: string; readonly maxWidth?: number }
  /** What the tooltip follows: the nearest line, every one at the time of the cursor, or the cell below it. */
  readonly hover: keyof typeof hoverModes
  readonly render: ComponentProps<typeof TooltipPlugin2>['render']
  /** Whether an annotation's stretch of time is tinted. */
  readonly isTinted?: boolean
}

/** What every plot over time has: a tooltip, zooming by dragging, the shared crosshair, annotations. */
export function OverPlot({ config, panel, tooltip, hover, render, isTinted = true }: Props) {
  const { sync = () => DashboardCursorSync.Off, eventsScope } = usePanelContext()
  const { data, timeZone } = panel
  // The plot keeps the function that it was built with.
  const change = useRef(panel.onChangeTimeRange)
  change.current = panel.onChangeTimeRange
  const zoom = useCallback(
    ({ from, to }: { from: number; to: number }) => change.current({ from: Math.round(from), to: Math.round(to) }),
    [],
  )
  const annotations = useMemo(() => annotationsIn(data.annotations ?? []), [data.annotations])
  return (
    <>
      {tooltip.mode === 'none' ? (
        <ZoomPlugin config={config} onZoom={zoom} />
      ) : (
        <TooltipPlugin2
          config={config}
          hoverMode={hoverModes[hover]}
          queryZoom={zoom}
          syncMode={sync()}
          syncScope={eventsScope}
          maxWidth={tooltip.maxWidth}
          render={render}
        />
      )}
      <AnnotationLayer config={config} annotations={annotations} timeZone={timeZone} isTinted={isTinted} />
      <RightEdge config={config} />
    </>
  )
}
