import { releasesOf } from '../../build/stack/releases.ts'
import type { NotifyChannel, Stack } from '../../build/stack/schema.ts'
import pinned from '../../stack.ts'

export { default as jobs } from '../../queries/jobs.ts'

export const debian12 = { ...pinned, versions: 'debian12' }
export { pinned }

/** A stack with other releases. */
export const running = (stack: Stack, releases: Readonly<Record<string, string | null>>): Stack => ({
  ...stack,
  releases: { ...stack.releases, [stack.versions]: { ...releasesOf(stack), ...releases } },
})

/** The pinned stack with these notifications switched on, and the others off. */
export function notifying(...on: readonly NotifyChannel[]) {
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
export function reaching(addresses: Readonly<Record<string, string>>) {
  const { targets }: Stack = pinned
  const moved = Object.entries(addresses).map(([name, address]) => {
    const target = targets[name]
    if (target === undefined) throw new RangeError(`there is no job ${name}`)
    return [name, { ...target, address }]
  })
  return { ...pinned, targets: { ...targets, ...Object.fromEntries(moved) } }
}
