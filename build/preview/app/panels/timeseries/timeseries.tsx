import { FieldColorModeId, type PanelProps } from '@grafana/data'
import {
  LegendDisplayMode,
  type OptionsWithLegend,
  type OptionsWithTooltip,
  SortOrder,
  TooltipDisplayMode,
} from '@grafana/schema'
import { TimeSeries } from '@grafana/ui'
import { useMemo } from 'react'
import { definePanel } from '../define.ts'
import { NoData } from '../shared/no-data.tsx'
import { OverPlot } from '../shared/over-plot.tsx'
import { useStructure } from '../shared/structure.ts'
import { aligned } from './aligned.ts'
import { fieldOptions } from './field-options.ts'
import { graphable, overTime } from './graphable.ts'
import { SeriesTooltip } from './tooltip.tsx'

interface Options extends OptionsWithLegend, OptionsWithTooltip {}

function TimeSeriesPanel(props: PanelProps<Options>) {
  const { data, width, height, timeRange, timeZone, options, fieldConfig } = props
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
        <OverPlot
          config={config}
          panel={props}
          tooltip={tooltip}
          hover={tooltip.mode === TooltipDisplayMode.Multi ? 'every' : 'nearest'}
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
    </TimeSeries>
  )
}

export const timeseries = definePanel<Options>({
  component: TimeSeriesPanel,
  options: {
    legend: { showLegend: true, displayMode: LegendDisplayMode.List, placement: 'bottom', calcs: [] },
    tooltip: { mode: TooltipDisplayMode.Single, sort: SortOrder.None },
  },
  custom: fieldOptions,
  colorMode: FieldColorModeId.PaletteClassic,
})
