import type { ShownDashboard } from '../../server/protocol.ts'
import type { PanelModel } from '../dashboard/model.ts'
import { addressOf, type View } from '../view/view.ts'

interface Props {
  /** The uid that the address has. */
  readonly what: string | undefined
  readonly view: View
  readonly dashboards: readonly ShownDashboard[]
}

/** There is no such dashboard: those that there are. */
export const Missing = ({ what, view, dashboards }: Props) => (
  <main className="page-message">
    <h1>{dashboards.length === 0 ? 'There is no dashboard' : 'There is no such dashboard'}</h1>
    {dashboards.length > 0 && (
      <>
        <p>
          No dashboard has the uid <code>{what}</code>. These are here:
        </p>
        <ul>
          {dashboards.map(({ uid, title }) => (
            <li key={uid}>
              <a href={addressOf({ ...view, uid, panel: undefined, variables: {} })}>{title}</a> <code>{uid}</code>
            </li>
          ))}
        </ul>
      </>
    )}
  </main>
)

interface MissingPanelProps {
  readonly view: View
  readonly panels: readonly PanelModel[]
}

/** The dashboard has no such panel: those that it has. */
export const MissingPanel = ({ view, panels }: MissingPanelProps) => (
  <div className="page-message">
    <h2>There is no such panel</h2>
    <p>
      {view.panel === undefined ? 'The address names no panel' : `No panel of this dashboard has the id ${view.panel}`}.
      It has these:
    </p>
    <ul>
      {panels.map(({ id, title }) => (
        <li key={id}>
          <a href={addressOf({ ...view, panel: id })}>{title || `Panel ${id}`}</a> <code>{id}</code>
        </li>
      ))}
    </ul>
  </div>
)
