import { dateTimeFormat, rangeUtil } from '@grafana/data'
import { SortOrder, TooltipDisplayMode, type VizTooltipOptions } from '@grafana/schema'
import {
  VizTooltipColorIndicator,
  VizTooltipColorPlacement,
  VizTooltipContent,
  VizTooltipHeader,
  VizTooltipWrapper,
} from '@grafana/ui'
import { SeriesLinks } from '../shared/series-links.tsx'
import type { Row } from './rows.ts'

interface Props {
  readonly rows: readonly Row[]
  /** The place of each row's state below the cursor; null in a gap. */
  readonly places: readonly (number | null)[]
  /** The row that the cursor is over. */
  readonly nearest: number | null
  readonly time: number
  readonly options: VizTooltipOptions
  readonly timeZone: string
  readonly isPinned: boolean
}

/** The time at the cursor and the states then; of one alone also how long it lasts. */
export function StateTooltip({ rows, places, nearest, time, options, timeZone, isPinned }: Props) {
  const isSingle = options.mode === TooltipDisplayMode.Single
  const shown = rows.flatMap(({ name, states, look }, row) => {
    const place = places[row]
    const state = typeof place === 'number' ? states[place] : undefined
    if (state === undefined || look.hideFrom.tooltip || (isSingle && row !== nearest)) return []
    return [{ name, state, isActive: row === nearest && !isSingle }]
  })
  if (options.sort === SortOrder.Ascending) shown.sort((a, b) => a.state.numeric - b.state.numeric)
  if (options.sort === SortOrder.Descending) shown.sort((a, b) => b.state.numeric - a.state.numeric)
  const items = shown.map(({ name, state, isActive }) => ({
    label: name,
    value: state.text,
    color: state.color,
    colorIndicator: VizTooltipColorIndicator.value,
    colorPlacement: VizTooltipColorPlacement.trailing,
    isActive,
  }))
  const only = shown.length === 1 ? shown[0]?.state : undefined
  const lasting =
    only === undefined
      ? []
      : [
          { label: 'From', value: dateTimeFormat(only.from, { timeZone }) },
          { label: 'To', value: dateTimeFormat(only.to, { timeZone }) },
          { label: 'Duration', value: rangeUtil.secondsToHms((only.to - only.from) / 1000) },
        ]
  return (
    <VizTooltipWrapper>
      <VizTooltipHeader item={{ label: '', value: dateTimeFormat(time, { timeZone }) }} isPinned={isPinned} />
      <VizTooltipContent
        items={[...items, ...lasting]}
        isPinned={isPinned}
        scrollable
        maxHeight={options.maxHeight ?? 600}
      />
      {isPinned && <SeriesLinks field={nearest === null ? undefined : rows[nearest]?.field} />}
    </VizTooltipWrapper>
  )
}
