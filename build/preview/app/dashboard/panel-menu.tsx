import { Menu } from '@grafana/ui'

interface Props {
  /** The address that shows the panel alone. */
  readonly address: string
  readonly onInspect: () => void
}

/** What can be done with a panel. */
export const PanelMenu = ({ address, onInspect }: Props) => (
  <Menu>
    <Menu.Item label="View" icon="eye" url={address} />
    <Menu.Item
      label="Copy link"
      icon="link"
      onClick={() => navigator.clipboard.writeText(new URL(address, window.location.href).href)}
    />
    <Menu.Item label="Inspect query" icon="info-circle" onClick={onInspect} />
  </Menu>
)
