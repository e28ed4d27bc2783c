import { releasesOf } from '../../stack/releases.ts'
import type { Client } from '../client/client.ts'
import type { Context } from '../context.ts'
import type { Examination } from '../examination.ts'
import { examineRelease } from '../release.ts'
import { statusOf } from './status.ts'

/** Alertmanager's examinations run only where the command line names it. */
export function alertmanagerOf({ servers: { alertmanager } }: Context): Client {
  if (alertmanager === undefined) throw new RangeError('Alertmanager is not named')
  return alertmanager
}

export const alertmanagerReachable: Examination = {
  id: 'alertmanager-reachable',
  question: 'Does Alertmanager answer?',
  needs: [],
  async run(context) {
    const client = alertmanagerOf(context)
    await statusOf(client)
    return { facts: [client.url], findings: [] }
  },
}

export const alertmanagerVersion: Examination = {
  id: 'alertmanager-version',
  question: 'Is it a version that its configuration is for?',
  needs: ['alertmanager-reachable'],
  async run(context) {
    const client = alertmanagerOf(context)
    const { versionInfo } = await statusOf(client)
    const built = releasesOf(context.model.stack).alertmanager
    return examineRelease(client.name, versionInfo.version, { first: '0.25.0', beyond: '1.0.0', built })
  },
}
