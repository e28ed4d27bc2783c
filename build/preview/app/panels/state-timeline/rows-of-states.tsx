import type { PanelProps } from '@grafana/data'
import { TooltipDisplayMode } from '@grafana/schema'
import { UPlotChart, useTheme2, VizLayout } from '@grafana/ui'
import { useMemo, useRef } from 'react'
import type { AlignedData } from 'uplot'
import { legendOf } from '../shared/legend-of.tsx'
import { NoData } from '../shared/no-data.tsx'
import { OverPlot } from '../shared/over-plot.tsx'
import type { StateTimelineOptions } from './options.ts'
import { plotOf } from './plot.ts'
import { aligned, type Row } from './rows.ts'
import { distinct } from './states.ts'
import { StateTooltip } from './tooltip.tsx'

interface Props {
  readonly panel: Pick<
    PanelProps,
    'data' | 'width' | 'height' | 'fieldConfig' | 'timeRange' | 'timeZone' | 'onChangeTimeRange'
  >
  /** The same ones while nothing has changed. */
  readonly rows: readonly Row[]
  readonly options: StateTimelineOptions
}

/** Rows of states over time, with a legend of what is told in them. */
export function RowsOfStates({ panel, rows, options }: Props) {
  const { width, height, fieldConfig, timeRange, timeZone } = panel
  const theme = useTheme2()
  // The plot keeps the function that it was built with.
  const range = useRef(timeRange)
  range.current = timeRange
  const { plotted, config } = useMemo(
    () => ({
      plotted: aligned(rows) as unknown as AlignedData,
      config: plotOf({ rows, options, theme, timeZone, range: () => range.current }),
    }),
    [rows, options, theme, timeZone],
  )
  if (plotted[0].length === 0) return <NoData fieldConfig={fieldConfig} width={width} height={height} />
  const { legend, tooltip } = options
  const summary = rows.map(({ name, states }) => `${name}: ${states.at(-1)?.text ?? 'nothing'}`).join('; ')
  const told = distinct(rows.filter(({ look }) => !look.hideFrom.legend).map(({ states }) => states))
  return (
    <VizLayout
      width={width}
      height={height}
      legend={legendOf(
        legend,
        told.map(({ text, color }) => ({ label: text, color, yAxis: 1 })),
      )}
    >
      {(plotWidth, plotHeight) => (
        <div role="img" aria-label={summary}>
          <UPlotChart config={config} data={plotted} width={plotWidth} height={plotHeight}>
            <OverPlot
              config={config}
              panel={panel}
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
