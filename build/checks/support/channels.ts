import type { NotifyChannel } from '../../stack/schema.ts'

/** A way to tell people of alerts, as the settings switch it on and off. */
interface Channel {
  readonly channel: NotifyChannel
  /** The key of its integration in a receiver. */
  readonly key: string
  readonly severities: readonly string[]
}

const channels: readonly Channel[] = [
  { channel: 'pagerduty', key: 'pagerduty_configs', severities: ['critical'] },
  { channel: 'slack', key: 'slack_configs', severities: ['critical', 'warning'] },
  { channel: 'email', key: 'email_configs', severities: ['critical', 'warning'] },
  { channel: 'watchdog', key: 'webhook_configs', severities: ['none'] },
]

/** The channels that can tell of a severity, switched on or not. */
export const channelsFor = (severity: string): readonly Channel[] =>
  channels.filter(({ severities }) => severities.includes(severity))
