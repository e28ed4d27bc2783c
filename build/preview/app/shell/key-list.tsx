import { Modal } from '@grafana/ui'
import { keys } from './keys.ts'

/** Which keys there are. */
export const KeyList = ({ onDismiss }: { readonly onDismiss: () => void }) => (
  <Modal isOpen title="Keys" onDismiss={onDismiss}>
    <table className="page-keys">
      <tbody>
        {Object.entries(keys).map(([shortcut, does]) => (
          <tr key={shortcut}>
            <th scope="row">
              {shortcut.split(' ').map((key) => (
                <kbd key={key}>{signs[key] ?? key}</kbd>
              ))}
            </th>
            <td>{does}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </Modal>
)

/** How keys without a letter are written. */
const signs: Readonly<Record<string, string>> = { left: '←', right: '→', escape: 'Esc' }
