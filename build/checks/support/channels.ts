import { isForMachines, type Level } from '../../language/severity.ts'
import type { NotifyChannel } from '../../stack/schema.ts'

/** A way to tell people of alerts, as the settings switch it on and off. */
interface Channel {
  readonly channel: NotifyChannel
  /** The key of its integration in a receiver. */
  readonly key: string
}

const watchdog: Channel = { channel: 'watchdog', key: 'webhook_configs' }

/** The channels that can tell of a severity, switched on or not. */
export const channelsFor = (severity: string, levels: readonly Level[]): readonly Channel[] =>
  isForMachines(severity)
    ? [watchdog]
    : levels
        .filter(({ name }) => name === severity)
        .flatMap(({ tells }) => tells.map((channel) => ({ channel, key: `${channel}_configs` })))
