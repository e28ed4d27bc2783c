import type { TimeRange } from '@grafana/data'
import { Dropdown, Icon, Menu, RefreshPicker, TagList, TimeRangePicker, ToolbarButton, useTheme2 } from '@grafana/ui'
import type { State } from '../../server/protocol.ts'
import type { DashboardModel } from '../dashboard/model.ts'
import { addressOf, type View } from '../view/view.ts'
import type { Change } from './address.ts'
import { moved, periodOf, zoomedOut } from './time.ts'

interface Props {
  readonly dashboard: DashboardModel
  readonly state: State
  readonly view: View
  readonly range: TimeRange
  readonly timeZone: string
  readonly onChangeTimeZone: (timeZone: string) => void
  /** How often the panels ask again. */
  readonly interval: string
  readonly refresh: () => void
  readonly onListKeys: () => void
  readonly change: Change
}

/** The top of the page: which dashboard, which time, and how it looks. */
export function Toolbar({ dashboard, state, view, range, interval, refresh, onListKeys, change, ...zone }: Props) {
  const isFixed = state.data.source === 'embedded'
  const otherTheme = useTheme2().isDark ? 'light' : 'dark'
  return (
    <header className="page-toolbar">
      <h1>
        <Dropdown overlay={<Dashboards state={state} view={view} />} placement="bottom-start">
          <button type="button" className="page-switcher" title="Other dashboards">
            <span>{dashboard.title}</span>
            <Icon name="angle-down" />
          </button>
        </Dropdown>
      </h1>
      {view.panel === undefined ? (
        <TagList className="page-tags" tags={[...dashboard.tags]} />
      ) : (
        <ToolbarButton icon="arrow-left" variant="canvas" onClick={() => change({ panel: undefined })}>
          Back to dashboard
        </ToolbarButton>
      )}
      <div className="page-time">
        <TimeRangePicker
          value={range}
          timeZone={zone.timeZone}
          isOnCanvas
          onChange={(next) => change(periodOf(next))}
          onChangeTimeZone={zone.onChangeTimeZone}
          onMoveBackward={() => change(moved(range, -1))}
          onMoveForward={() => change(moved(range, 1))}
          onZoom={() => change(zoomedOut(range))}
        />
        <RefreshPicker
          isOnCanvas
          text="Refresh"
          tooltip={
            isFixed ? 'Ask again; there is no automatic refresh, as embedded data does not change' : 'Refresh dashboard'
          }
          noIntervalPicker={isFixed}
          value={interval}
          onRefresh={refresh}
          onIntervalChanged={(refresh) => change({ refresh })}
        />
        <ToolbarButton
          variant="canvas"
          icon="adjust-circle"
          tooltip={`Change to the ${otherTheme} theme`}
          onClick={() => change({ theme: otherTheme }, 'replace')}
        />
        <ToolbarButton
          variant="canvas"
          icon="monitor"
          tooltip="Show only the dashboard (Escape comes back)"
          onClick={() => change({ frame: 'kiosk' })}
        />
        <ToolbarButton
          className="page-keyboard"
          variant="canvas"
          icon="keyboard"
          tooltip="List the keys (?)"
          onClick={onListKeys}
        />
      </div>
    </header>
  )
}

const Dashboards = ({ state, view }: Pick<Props, 'state' | 'view'>) => (
  <Menu>
    {state.dashboards.map(({ uid, title, file }) => (
      <Menu.Item
        key={uid}
        label={title}
        active={uid === view.uid}
        url={addressOf({ ...view, uid, panel: undefined, variables: {}, refresh: undefined })}
        {...(file === undefined ? {} : { description: file })}
      />
    ))}
  </Menu>
)
