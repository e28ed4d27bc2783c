import { releasesOf } from '../../stack/releases.ts'
import { printable } from '../client/printable.ts'
import type { Examination, Finding } from '../examination.ts'
import { examineRelease } from '../release.ts'
import { grafanaOf, healthOf } from './api.ts'

export const grafanaReachable: Examination = {
  id: 'grafana-reachable',
  question: 'Does Grafana answer?',
  needs: [],
  async run(context) {
    const client = grafanaOf(context)
    const { database } = await healthOf(client)
    const broken: Finding = {
      severity: 'error',
      where: 'Grafana › database',
      what: `Grafana calls its database "${printable(database, 40)}" instead of "ok".`,
      next: 'Look at the log of Grafana, and at the disk of its volume.',
    }
    return { facts: [client.url], findings: database === 'ok' ? [] : [broken] }
  },
}

export const grafanaVersion: Examination = {
  id: 'grafana-version',
  question: 'Is it a version that the dashboards are for?',
  needs: ['grafana-reachable'],
  async run(context) {
    const client = grafanaOf(context)
    const { version } = await healthOf(client)
    // It may be told not to say.
    if (version === undefined) return { facts: ['version not told'], findings: [] }
    const built = releasesOf(context.model.stack).grafana
    return examineRelease(client.name, version, { first: '11.0.0', beyond: '14.0.0', built })
  },
}
