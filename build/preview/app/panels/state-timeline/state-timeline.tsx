import { DashboardCursorSync, type PanelProps } from '@grafana/data'
import { TooltipDisplayMode } from '@grafana/schema'
import { TooltipPlugin2, UPlotChart, usePanelContext, useTheme2, VizLayout, VizLegend, ZoomPlugin } from '@grafana/ui'
import { useCallback, useMemo, useRef } from 'react'
import type { AlignedData } from 'uplot'
import { definePanel } from '../define.ts'
import { AnnotationLayer } from '../shared/annotation-layer.tsx'
import { annotationsIn } from '../shared/annotations.ts'
import { NoData } from '../shared/no-data.tsx'
import { RightEdge } from '../shared/right-edge.ts'
import { defaultField, defaultOptions, type StateTimelineOptions } from './options.ts'
import { plotOf } from './plot.ts'
import { aligned, rowsOf } from './rows.ts'
import { distinct } from './states.ts'
import { StateTooltip } from './tooltip.tsx'

function StateTimelinePanel(props: PanelProps<StateTimelineOptions>) {
  const { data, width, height, options, fieldConfig, timeRange, timeZone } = props
  const theme = useTheme2()
  const { sync = () => DashboardCursorSync.Off, eventsScope } = usePanelContext()
  // The plot keeps the functions that it was built with.
  const latest = useRef(props)
  latest.current = props
  const zoom = useCallback(({ from, to }: { from: number; to: number }) => {
    latest.current.onChangeTimeRange({ from: Math.round(from), to: Math.round(to) })
  }, [])
  const end = timeRange.to.valueOf()
  const { rows, plotted, config } = useMemo(() => {
    const rows = rowsOf(data.series, options.mergeValues, end, theme)
    const range = () => latest.current.timeRange
    return {
      rows,
      plotted: aligned(rows) as unknown as AlignedData,
      config: plotOf({ rows, options, theme, timeZone, range }),
    }
  }, [data.series, options, theme, timeZone, end])
  const annotations = useMemo(() => annotationsIn(data.annotations ?? []), [data.annotations])
  if (plotted[0].length === 0) return <NoData fieldConfig={fieldConfig} width={width} height={height} />
  const { legend, tooltip } = options
  const summary = rows.map(({ name, states }) => `${name}: ${states.at(-1)?.text ?? 'nothing'}`).join('; ')
  const told = distinct(rows.filter(({ look }) => !look.hideFrom.legend).map(({ states }) => states))
  return (
    <VizLayout
      width={width}
      height={height}
      legend={
        legend.showLegend ? (
          <VizLayout.Legend placement={legend.placement} maxHeight="35%" maxWidth="60%">
            <VizLegend
              placement={legend.placement}
              displayMode={legend.displayMode}
              items={told.map(({ text, color }) => ({ label: text, color, yAxis: 1 }))}
              readonly
            />
          </VizLayout.Legend>
        ) : null
      }
    >
      {(plotWidth, plotHeight) => (
        <div role="img" aria-label={summary}>
          <UPlotChart config={config} data={plotted} width={plotWidth} height={plotHeight}>
            {tooltip.mode === TooltipDisplayMode.None ? (
              <ZoomPlugin config={config} onZoom={zoom} />
            ) : (
              <TooltipPlugin2
                config={config}
                hoverMode={tooltip.mode === TooltipDisplayMode.Multi ? everyRow : nearestRow}
                queryZoom={zoom}
                syncMode={sync()}
                syncScope={eventsScope}
                maxWidth={tooltip.maxWidth}
                render={(plot, indices, nearest, isPinned, _dismiss, _range, isElsewhere) => (
                  <StateTooltip
                    rows={rows}
                    places={indices
                      .slice(1)
                      .map((index, row) => (index === null ? null : (plotted[row + 1]?.[index] ?? null)))}
                    nearest={nearest === null ? null : nearest - 1}
                    time={plot.posToVal(plot.cursor.left ?? 0, 'x')}
                    options={isElsewhere ? { ...tooltip, mode: TooltipDisplayMode.Multi } : tooltip}
                    timeZone={timeZone}
                    isPinned={isPinned}
                  />
                )}
              />
            )}
            <AnnotationLayer config={config} annotations={annotations} timeZone={timeZone} isTinted={false} />
            <RightEdge config={config} />
          </UPlotChart>
        </div>
      )}
    </VizLayout>
  )
}

// The library declares what its plug-in is to follow, and does not export the names.
const nearestRow = 2
const everyRow = 1

export const stateTimeline = definePanel<StateTimelineOptions>({
  component: StateTimelinePanel,
  options: defaultOptions,
  custom: { ...defaultField },
})
