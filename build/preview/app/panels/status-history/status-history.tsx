import { FieldType, type PanelProps } from '@grafana/data'
import { useTheme2 } from '@grafana/ui'
import { useMemo } from 'react'
import { definePanel } from '../define.ts'
import { defaultField, defaultOptions, type StateTimelineOptions } from '../state-timeline/options.ts'
import { rowsOf } from '../state-timeline/rows.ts'
import { RowsOfStates } from '../state-timeline/rows-of-states.tsx'
import { inCells, spacingOf } from './cells.ts'

interface Options extends Omit<StateTimelineOptions, 'mergeValues' | 'alignValue'> {
  /** The share of the time between two samples that a cell is wide. */
  readonly colWidth: number
}

/** A cell for each sample of each series. */
function StatusHistoryPanel(props: PanelProps<Options>) {
  const { data, options, timeRange } = props
  const theme = useTheme2()
  const shown = useMemo(() => ({ ...options, mergeValues: false, alignValue: 'center' as const }), [options])
  const end = timeRange.to.valueOf()
  const rows = useMemo(() => {
    const times = data.series.flatMap(({ fields }) => fields.find(({ type }) => type === FieldType.time)?.values ?? [])
    const spacing = spacingOf([...new Set<number>(times)].sort((a, b) => a - b)) ?? timeRange.to.diff(timeRange.from)
    // The last sample has a cell, too, though no time is left.
    return rowsOf(data.series, false, end + spacing, theme).map((row) => inCells(row, spacing, options.colWidth))
  }, [data.series, options.colWidth, end, timeRange, theme])
  return <RowsOfStates panel={props} rows={rows} options={shown} />
}

const { mergeValues: _merge, alignValue: _align, ...ofBoth } = defaultOptions

export const statusHistory = definePanel<Options>({
  component: StatusHistoryPanel,
  options: { ...ofBoth, colWidth: 0.9 },
  custom: { ...defaultField, lineWidth: 1 },
})
