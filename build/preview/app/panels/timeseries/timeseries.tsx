import { DashboardCursorSync, FieldColorModeId, type PanelProps } from '@grafana/data'
import {
  LegendDisplayMode,
  type OptionsWithLegend,
  type OptionsWithTooltip,
  SortOrder,
  TooltipDisplayMode,
} from '@grafana/schema'
import { TimeSeries, TooltipPlugin2, usePanelContext, ZoomPlugin } from '@grafana/ui'
import { useCallback, useMemo, useRef } from 'react'
import { definePanel } from '../define.ts'
import { AnnotationLayer } from '../shared/annotation-layer.tsx'
import { annotationsIn } from '../shared/annotations.ts'
import { NoData } from '../shared/no-data.tsx'
import { RightEdge } from '../shared/right-edge.ts'
import { useStructure } from '../shared/structure.ts'
import { aligned } from './aligned.ts'
import { fieldOptions } from './field-options.ts'
import { graphable, overTime } from './graphable.ts'
import { SeriesTooltip } from './tooltip.tsx'

interface Options extends OptionsWithLegend, OptionsWithTooltip {}

function TimeSeriesPanel(props: PanelProps<Options>) {
  const { data, width, height, timeRange, timeZone, options, fieldConfig } = props
  const { sync = () => DashboardCursorSync.Off, eventsScope } = usePanelContext()
  const series = useMemo(() => overTime(data.series), [data.series])
  const structure = useStructure(series)
  const hasAxes = width >= 80 && height >= 50
  const hasLegend = height >= 90
  const frames = useMemo(() => graphable(series, hasAxes), [series, hasAxes])
  // Another object has the plot configured anew.
  const shown = useMemo(
    () => ({ ...options, hasAxes, legend: hasLegend ? options.legend : { ...options.legend, showLegend: false } }),
    [options, hasAxes, hasLegend],
  )
  const annotations = useMemo(() => annotationsIn(data.annotations ?? []), [data.annotations])
  // The plot keeps the function that it was built with.
  const change = useRef(props.onChangeTimeRange)
  change.current = props.onChangeTimeRange
  const zoom = useCallback(
    ({ from, to }: { from: number; to: number }) => change.current({ from: Math.round(from), to: Math.round(to) }),
    [],
  )
  if (frames.length === 0) return <NoData fieldConfig={fieldConfig} width={width} height={height} />
  const { tooltip } = options
  return (
    <TimeSeries
      frames={frames}
      preparePlotFrame={aligned}
      structureRev={structure}
      width={width}
      height={height}
      timeRange={timeRange}
      timeZone={timeZone}
      legend={shown.legend}
      options={shown}
    >
      {(config, frame) => (
        <>
          {tooltip.mode === TooltipDisplayMode.None ? (
            <ZoomPlugin config={config} onZoom={zoom} />
          ) : (
            <TooltipPlugin2
              config={config}
              hoverMode={tooltip.mode === TooltipDisplayMode.Multi ? everySeries : nearestSeries}
              queryZoom={zoom}
              syncMode={sync()}
              syncScope={eventsScope}
              maxWidth={tooltip.maxWidth}
              render={(_plot, rows, nearest, isPinned, _dismiss, _range, isElsewhere) => (
                <SeriesTooltip
                  frame={frame}
                  rows={rows}
                  nearest={nearest}
                  // Where the cursor is over another panel, no series of this one is nearest.
                  options={isElsewhere ? { ...tooltip, mode: TooltipDisplayMode.Multi } : tooltip}
                  isPinned={isPinned}
                />
              )}
            />
          )}
          <RightEdge config={config} />
          <AnnotationLayer config={config} annotations={annotations} timeZone={timeZone} />
        </>
      )}
    </TimeSeries>
  )
}

// The library declares what its plug-in is to follow, and does not export the names.
const nearestSeries = 0
const everySeries = 1

export const timeseries = definePanel<Options>({
  component: TimeSeriesPanel,
  options: {
    legend: { showLegend: true, displayMode: LegendDisplayMode.List, placement: 'bottom', calcs: [] },
    tooltip: { mode: TooltipDisplayMode.Single, sort: SortOrder.None },
  },
  custom: fieldOptions,
  colorMode: FieldColorModeId.PaletteClassic,
})
