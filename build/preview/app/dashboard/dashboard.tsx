import { EventBusSrv } from '@grafana/data'
import { useEffect, useMemo, useRef } from 'react'
import { titleOf } from '../query/interpolate.ts'
import type { Around } from './around.ts'
import { type Box, type Layout, layOut } from './layout.ts'
import type { DashboardModel, PanelModel, RowModel } from './model.ts'
import { Panel } from './panel.tsx'
import { RowHeading } from './row-heading.tsx'
import { useSize } from './size.ts'

interface Props {
  readonly dashboard: DashboardModel
  readonly around: Omit<Around, 'eventBus'>
  /** The panel that is shown alone. */
  readonly alone: PanelModel | undefined
  readonly isCollapsed: (row: RowModel) => boolean
  readonly onToggle: (row: RowModel) => void
}

/** All rows of a dashboard on the grid of 24 columns, or one of its panels in their place. */
export function Dashboard({ dashboard, around: given, alone, isCollapsed, onToggle }: Props) {
  const place = useRef<HTMLDivElement>(null)
  const { width, height } = useSize(place)
  const eventBus = useMemo(() => new EventBusSrv(), [])
  useEffect(() => () => eventBus.removeAllListeners(), [eventBus])
  const around = useMemo(() => ({ ...given, eventBus }), [given, eventBus])
  const layout = useMemo(() => layOut(dashboard.rows, width, isCollapsed), [dashboard, width, isCollapsed])
  const shown: readonly (PlacedHeading | PlacedPanel)[] =
    alone === undefined ? itemsOf(layout) : [{ panel: alone, box: { left: 0, top: 0, width, height } }]
  return (
    <div
      ref={place}
      style={{ position: 'relative', flexGrow: 1, minHeight: alone === undefined ? layout.height : 320 }}
    >
      {width > 0 &&
        shown.map((item) =>
          'panel' in item ? (
            <div key={`panel ${item.panel.id}`} style={at(item.box)}>
              <Panel panel={item.panel} width={item.box.width} height={item.box.height} around={around} />
            </div>
          ) : (
            <div key={`row ${item.row.id}`} style={at(item.box)}>
              <RowHeading
                title={titleOf(item.row.title ?? '', around.asking?.lookup ?? (() => undefined))}
                isCollapsed={item.isCollapsed}
                panelCount={item.row.panels.length}
                onToggle={() => onToggle(item.row)}
              />
            </div>
          ),
        )}
    </div>
  )
}

interface PlacedHeading {
  readonly row: RowModel
  readonly box: Box
  readonly isCollapsed: boolean
}

interface PlacedPanel {
  readonly panel: PanelModel
  readonly box: Box
}

/** Headings and panels in reading order, which is the order of the keyboard. */
const itemsOf = ({ rows }: Layout): readonly (PlacedHeading | PlacedPanel)[] =>
  rows.flatMap(({ row, heading, isCollapsed, panels }) => [
    ...(heading === undefined ? [] : [{ row, box: heading, isCollapsed }]),
    ...panels,
  ])

const at = (box: Box) => ({ position: 'absolute' as const, ...box })
