import { DashboardCursorSync, type PanelProps } from '@grafana/data'
import { TooltipPlugin2, UPlotChart, usePanelContext, useTheme2, ZoomPlugin } from '@grafana/ui'
import { useCallback, useMemo, useRef } from 'react'
import { definePanel } from '../define.ts'
import { AnnotationLayer } from '../shared/annotation-layer.tsx'
import { annotationsIn } from '../shared/annotations.ts'
import { NoData } from '../shared/no-data.tsx'
import { RightEdge } from '../shared/right-edge.ts'
import { ColorScale } from './color-scale.tsx'
import { defaultOptions, type HeatmapOptions } from './options.ts'
import { pictureOf } from './picture.ts'
import { plotOf } from './plot.ts'
import { CellTooltip } from './tooltip.tsx'

/** How high the colour scale is, and from which height on a panel has room for it, in pixels. */
const scale = { height: 36, from: 120 }

function HeatmapPanel(props: PanelProps<HeatmapOptions>) {
  const { data, width, height, options, fieldConfig, timeZone } = props
  const theme = useTheme2()
  const { sync = () => DashboardCursorSync.Off, eventsScope } = usePanelContext()
  // The plot keeps the functions that it was built with.
  const latest = useRef(props)
  latest.current = props
  const zoom = useCallback(({ from, to }: { from: number; to: number }) => {
    latest.current.onChangeTimeRange({ from: Math.round(from), to: Math.round(to) })
  }, [])
  const picture = useMemo(() => pictureOf(data.series, options, theme), [data.series, options, theme])
  const config = useMemo(
    () => picture && plotOf({ picture, options, theme, timeZone, range: () => latest.current.timeRange }),
    [picture, options, theme, timeZone],
  )
  const annotations = useMemo(() => annotationsIn(data.annotations ?? []), [data.annotations])
  if (picture === undefined || config === undefined) {
    const isOther = data.series.some(({ length }) => length > 0)
    return <NoData fieldConfig={isOther ? other : fieldConfig} width={width} height={height} />
  }
  const { tooltip } = options
  const { labels } = picture
  const isScaled = options.legend.show && height >= scale.from
  return (
    <>
      <div role="img" aria-label={`Counts in ${labels.length - 1} buckets from ${labels[0]} to ${labels.at(-1)}`}>
        <UPlotChart
          config={config}
          data={picture.plotted}
          width={width}
          height={isScaled ? height - scale.height : height}
        >
          {tooltip.mode === 'none' ? (
            <ZoomPlugin config={config} onZoom={zoom} />
          ) : (
            <TooltipPlugin2
              config={config}
              hoverMode={nearestCell}
              queryZoom={zoom}
              syncMode={sync()}
              syncScope={eventsScope}
              render={(_plot, columns, series, isPinned) => {
                const column = series === null ? null : columns[series]
                return series === null || column === null || column === undefined ? null : (
                  <CellTooltip
                    picture={picture}
                    cell={{ column, bucket: series - 1 }}
                    timeZone={timeZone}
                    isPinned={isPinned}
                    hasHistogram={tooltip.yHistogram === true}
                  />
                )
              }}
            />
          )}
          <AnnotationLayer config={config} annotations={annotations} timeZone={timeZone} isTinted={false} />
          <RightEdge config={config} />
        </UPlotChart>
      </div>
      {isScaled && <ColorScale look={picture.look} width={Math.min(width, 300)} format={picture.formatCount} />}
    </>
  )
}

const other = {
  defaults: { noValue: 'This preview draws heatmaps of buckets only: series with the label le.' },
  overrides: [],
}

// The library declares what its plug-in is to follow, and does not export the name.
const nearestCell = 2

export const heatmap = definePanel<HeatmapOptions>({
  component: HeatmapPanel,
  options: defaultOptions,
  custom: {
    hideFrom: { legend: false, tooltip: false, viz: false },
    scaleDistribution: { type: 'linear' },
  },
})
