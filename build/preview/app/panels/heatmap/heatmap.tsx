import type { PanelProps } from '@grafana/data'
import { UPlotChart, useTheme2 } from '@grafana/ui'
import { useMemo, useRef } from 'react'
import { definePanel } from '../define.ts'
import { NoData } from '../shared/no-data.tsx'
import { OverPlot } from '../shared/over-plot.tsx'
import { ColorScale } from './color-scale.tsx'
import { defaultOptions, type HeatmapOptions } from './options.ts'
import { pictureOf } from './picture.ts'
import { plotOf } from './plot.ts'
import { CellTooltip } from './tooltip.tsx'

/** How high the colour scale is, and from which height on a panel has room for it, in pixels. */
const scale = { height: 36, from: 120 }

function HeatmapPanel(props: PanelProps<HeatmapOptions>) {
  const { data, width, height, options, fieldConfig, timeRange, timeZone } = props
  const theme = useTheme2()
  // The plot keeps the function that it was built with.
  const range = useRef(timeRange)
  range.current = timeRange
  const picture = useMemo(() => pictureOf(data.series, options, theme), [data.series, options, theme])
  const config = useMemo(
    () => picture && plotOf({ picture, options, theme, timeZone, range: () => range.current }),
    [picture, options, theme, timeZone],
  )
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
          <OverPlot
            config={config}
            panel={props}
            tooltip={tooltip}
            hover="cell"
            isTinted={false}
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

export const heatmap = definePanel<HeatmapOptions>({
  component: HeatmapPanel,
  options: defaultOptions,
  custom: {
    hideFrom: { legend: false, tooltip: false, viz: false },
    scaleDistribution: { type: 'linear' },
  },
})
