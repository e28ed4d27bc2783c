import { type DataFrame, FieldType, formattedValueToString } from '@grafana/data'
import { TooltipDisplayMode, type VizTooltipOptions } from '@grafana/schema'
import { getFieldDisplayItems, VizTooltipContent, VizTooltipHeader, VizTooltipWrapper } from '@grafana/ui'
import { SeriesLinks } from '../shared/series-links.tsx'

interface Props {
  /** The series as they are drawn: the time first, then a field for each. */
  readonly frame: DataFrame
  /** The row of each field that the cursor is at. */
  readonly rows: (number | null)[]
  /** The field that is nearest to the cursor. */
  readonly nearest: number | null
  readonly options: VizTooltipOptions
  readonly isPinned: boolean
}

/** The time at the cursor, and what the series were then. */
export function SeriesTooltip({ frame, rows, nearest, options, isPinned }: Props) {
  const [time] = frame.fields
  const row = rows.find((each, index) => index > 0 && each !== null) ?? rows[0]
  if (time === undefined || row === null || row === undefined) return null
  const moment: unknown = time.values[row]
  const items = getFieldDisplayItems(
    frame.fields,
    time,
    rows,
    nearest,
    options.mode,
    options.sort,
    ({ type, config }) => type === FieldType.number && config.custom?.hideFrom?.viz !== true,
    options.hideZeros,
  )
  return (
    <VizTooltipWrapper>
      <VizTooltipHeader
        item={{ label: '', value: time.display ? formattedValueToString(time.display(moment)) : String(moment) }}
        isPinned={isPinned}
      />
      <VizTooltipContent
        items={items}
        isPinned={isPinned}
        scrollable={options.mode === TooltipDisplayMode.Multi}
        maxHeight={options.maxHeight ?? 600}
      />
      {isPinned && nearest !== null && <SeriesLinks field={frame.fields[nearest]} row={rows[nearest]} />}
    </VizTooltipWrapper>
  )
}
