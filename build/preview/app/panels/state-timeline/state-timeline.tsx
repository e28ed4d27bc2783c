import type { PanelProps } from '@grafana/data'
import { TooltipDisplayMode } from '@grafana/schema'
import { UPlotChart, useTheme2, VizLayout, VizLegend } from '@grafana/ui'
import { useMemo, useRef } from 'react'
import type { AlignedData } from 'uplot'
import { definePanel } from '../define.ts'
import { NoData } from '../shared/no-data.tsx'
import { OverPlot } from '../shared/over-plot.tsx'
import { defaultField, defaultOptions, type StateTimelineOptions } from './options.ts'
import { plotOf } from './plot.ts'
import { aligned, rowsOf } from './rows.ts'
import { distinct } from './states.ts'
import { StateTooltip } from './tooltip.tsx'

function StateTimelinePanel(props: PanelProps<StateTimelineOptions>) {
  const { data, width, height, options, fieldConfig, timeRange, timeZone } = props
  const theme = useTheme2()
  // The plot keeps the function that it was built with.
  const range = useRef(timeRange)
  range.current = timeRange
  const end = timeRange.to.valueOf()
  const { rows, plotted, config } = useMemo(() => {
    const rows = rowsOf(data.series, options.mergeValues, end, theme)
    return {
      rows,
      plotted: aligned(rows) as unknown as AlignedData,
      config: plotOf({ rows, options, theme, timeZone, range: () => range.current }),
    }
  }, [data.series, options, theme, timeZone, end])
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
            <OverPlot
              config={config}
              panel={props}
              tooltip={tooltip}
              hover={tooltip.mode === TooltipDisplayMode.Multi ? 'every' : 'cell'}
              isTinted={false}
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
          </UPlotChart>
        </div>
      )}
    </VizLayout>
  )
}

export const stateTimeline = definePanel<StateTimelineOptions>({
  component: StateTimelinePanel,
  options: defaultOptions,
  custom: { ...defaultField },
})
