import { type ReactNode, useMemo, useState } from 'react'
import type { ShownDashboard, State } from '../../server/protocol.ts'
import { Dashboard } from '../dashboard/dashboard.tsx'
import { useKept } from '../dashboard/keep.ts'
import type { AnnotationModel, RowModel } from '../dashboard/model.ts'
import { readDashboard } from '../dashboard/read.ts'
import { addressOf, type View } from '../view/view.ts'
import type { Change } from './address.ts'
import { Controls } from './controls.tsx'
import { KeyList } from './key-list.tsx'
import { MissingPanel } from './missing.tsx'
import { type Shortcuts, useShortcuts } from './shortcuts.ts'
import { absolute, moved, zoomedOut } from './time.ts'
import { Toolbar } from './toolbar.tsx'
import { useAsking } from './use-asking.ts'
import { useAutoRefresh } from './use-auto-refresh.ts'
import { useScrollBack } from './use-scroll-back.ts'
import { useSwitches } from './use-switches.ts'

interface Props {
  readonly shown: ShownDashboard
  readonly state: State
  readonly view: View
  readonly change: Change
  readonly notices: ReactNode
}

/** One dashboard with all that is around it. */
export function DashboardPage({ shown, state, view, change, notices }: Props) {
  const { json } = shown
  const dashboard = useKept(useMemo(() => readDashboard(json), [json]))
  const rows = useSwitches(idOf, isCollapsedAtFirst)
  const annotations = useSwitches(nameOf, isEnabledAtFirst)
  const [zone, setZone] = useState<string>()
  const [isListing, setListing] = useState(false)
  const timeZone = zone ?? dashboard.timezone
  const { asking, range, options, refresh, isBusy } = useAsking(dashboard, state.data, view, timeZone, annotations.isOn)
  const interval = view.refresh ?? dashboard.refresh
  useAutoRefresh(state.data.source === 'embedded' ? '' : interval, refresh, isBusy)
  const isKiosk = view.frame === 'kiosk'
  const isSolo = view.frame === 'solo'
  useShortcuts(
    useMemo(
      (): Shortcuts =>
        isSolo
          ? {}
          : {
              'd r': refresh,
              'd k': () => change({ frame: isKiosk ? 'page' : 'kiosk' }),
              't z': () => change(zoomedOut(range)),
              't -': () => change(zoomedOut(range)),
              't left': () => change(moved(range, -1)),
              't right': () => change(moved(range, 1)),
              escape: () => change(isKiosk ? { frame: 'page' } : { panel: undefined }),
              '?': () => setListing(true),
            },
      [change, range, refresh, isKiosk, isSolo],
    ),
  )
  const panels = dashboard.rows.flatMap((row) => row.panels)
  const alone = panels.find(({ id }) => id === view.panel)
  useScrollBack(view.panel !== undefined)
  const isMissing = (view.panel !== undefined || isSolo) && alone === undefined
  const address = JSON.stringify(view)
  const { graphTooltip } = dashboard
  const drawsAll = view.frame !== 'page'
  const around = useMemo(
    () => ({
      asking,
      timeZone,
      graphTooltip,
      drawsAll,
      addressOf: (panel: number) => addressOf({ ...(JSON.parse(address) as View), panel, frame: 'page' }),
      onChangeTimeRange: (from: number, to: number) => change(absolute(from, to)),
    }),
    [asking, timeZone, graphTooltip, drawsAll, address, change],
  )
  return (
    <div className={`page page-${view.frame}`}>
      {view.frame === 'page' && (
        <>
          <a className="page-skip" href="#panels">
            Skip to the panels
          </a>
          <Toolbar
            dashboard={dashboard}
            state={state}
            view={view}
            range={range}
            timeZone={timeZone}
            onChangeTimeZone={setZone}
            interval={interval}
            refresh={refresh}
            onListKeys={() => setListing(true)}
            change={change}
          />
          <Controls
            dashboard={dashboard}
            state={state}
            view={view}
            range={range}
            options={options}
            annotations={annotations}
            frames={asking?.annotations ?? []}
            change={change}
          />
        </>
      )}
      {isListing && <KeyList onDismiss={() => setListing(false)} />}
      {!isSolo && notices}
      <main id="panels" tabIndex={-1} aria-label={dashboard.title}>
        {isMissing ? (
          <MissingPanel view={view} panels={panels} />
        ) : (
          <Dashboard
            dashboard={dashboard}
            around={around}
            alone={alone}
            isCollapsed={rows.isOn}
            onToggle={rows.toggle}
          />
        )}
      </main>
    </div>
  )
}

const idOf = ({ id }: RowModel): string => String(id)
const isCollapsedAtFirst = ({ collapsed }: RowModel): boolean => collapsed
const nameOf = ({ name }: AnnotationModel): string => name
const isEnabledAtFirst = ({ enable }: AnnotationModel): boolean => enable
