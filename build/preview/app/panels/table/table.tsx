import { cacheFieldDisplayNames, type PanelProps } from '@grafana/data'
import { TableCellHeight, type TableSortByFieldState } from '@grafana/schema'
import { TableNG } from '@grafana/ui/unstable'
import { useMemo } from 'react'
import { definePanel } from '../define.ts'
import { NoData } from '../shared/no-data.tsx'
import { withPlainCells } from './cells.ts'

interface Options {
  readonly frameIndex: number
  readonly showHeader: boolean
  readonly showTypeIcons: boolean
  readonly cellHeight: TableCellHeight
  readonly enablePagination: boolean
  readonly sortBy: TableSortByFieldState[]
  readonly frozenColumns: { readonly left?: number }
}

/** A table of one frame, drawn by Grafana's library: sorting, resizing, cells with gauges and colours are its own. */
function TablePanel({ data, width, height, options, fieldConfig, timeRange, transparent }: PanelProps<Options>) {
  const frame = useMemo(() => {
    cacheFieldDisplayNames(data.series)
    const chosen = data.series[options.frameIndex] ?? data.series[0]
    return chosen === undefined ? undefined : withPlainCells(chosen)
  }, [data.series, options.frameIndex])
  if (frame === undefined || frame.length === 0) {
    return <NoData fieldConfig={fieldConfig} width={width} height={height} />
  }
  return (
    <TableNG
      data={frame}
      width={width}
      height={height}
      noHeader={!options.showHeader}
      showTypeIcons={options.showTypeIcons}
      sortBy={options.sortBy}
      cellHeight={options.cellHeight}
      enablePagination={options.enablePagination}
      frozenColumns={options.frozenColumns.left ?? 0}
      noValue={fieldConfig.defaults.noValue}
      fieldConfig={fieldConfig}
      timeRange={timeRange}
      transparent={transparent}
    />
  )
}

export const table = definePanel<Options>({
  component: TablePanel,
  options: {
    frameIndex: 0,
    showHeader: true,
    showTypeIcons: false,
    cellHeight: TableCellHeight.Sm,
    enablePagination: false,
    sortBy: [],
    frozenColumns: {},
  },
  custom: {
    align: 'auto',
    cellOptions: { type: 'auto' },
    inspect: false,
    filterable: false,
    width: undefined,
    minWidth: undefined,
    wrapText: false,
    wrapHeaderText: false,
    hideHeader: undefined,
    footer: { reducers: [] },
    hideFrom: { viz: false },
  },
})
