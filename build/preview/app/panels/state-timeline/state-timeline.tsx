import type { PanelProps } from '@grafana/data'
import { useTheme2 } from '@grafana/ui'
import { useMemo } from 'react'
import { definePanel } from '../define.ts'
import { defaultField, defaultOptions, type StateTimelineOptions } from './options.ts'
import { rowsOf } from './rows.ts'
import { RowsOfStates } from './rows-of-states.tsx'

function StateTimelinePanel(props: PanelProps<StateTimelineOptions>) {
  const { data, options, timeRange } = props
  const theme = useTheme2()
  const end = timeRange.to.valueOf()
  const rows = useMemo(
    () => rowsOf(data.series, options.mergeValues, end, theme),
    [data.series, options.mergeValues, end, theme],
  )
  return <RowsOfStates panel={props} rows={rows} options={options} />
}

export const stateTimeline = definePanel<StateTimelineOptions>({
  component: StateTimelinePanel,
  options: defaultOptions,
  custom: { ...defaultField },
})
