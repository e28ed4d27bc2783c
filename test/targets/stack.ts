import type { NotifyChannel, Stack } from '../../build/stack/schema.ts'
import pinned from '../../stack.ts'

export { default as jobs } from '../../queries/jobs.ts'

export const debian12: Stack = { ...pinned, versions: 'debian12' }
export { pinned }

/** The pinned stack with these notifications switched on, and the others off. */
export function notifying(...on: readonly NotifyChannel[]): Stack {
  const { slack, pagerduty, email, watchdog } = pinned.notify
  const notify = {
    ...pinned.notify,
    slack: { ...slack, enabled: on.includes('slack') },
    pagerduty: { ...pagerduty, enabled: on.includes('pagerduty') },
    email: { ...email, enabled: on.includes('email') },
    watchdog: { ...watchdog, enabled: on.includes('watchdog') },
  }
  return { ...pinned, notify }
}

/** The pinned stack with some targets elsewhere. */
export function reaching(addresses: Partial<Record<keyof Stack['targets'], string>>): Stack {
  const moved = Object.entries(addresses) as [keyof Stack['targets'], string][]
  const targets = Object.fromEntries(moved.map(([name, address]) => [name, { ...pinned.targets[name], address }]))
  return { ...pinned, targets: { ...pinned.targets, ...targets } }
}
