import * as z from 'zod'
import { releasesOf } from '../../stack/releases.ts'
import type { Client } from '../client/client.ts'
import type { Examination } from '../examination.ts'
import { examineRelease } from '../release.ts'
import { ask } from './api.ts'

const buildinfo = z.object({ version: z.string() })
const versionOf = async (client: Client): Promise<string> => (await ask(client, buildinfo, 'status/buildinfo')).version

export const reachable: Examination = {
  id: 'reachable',
  question: 'Does Prometheus answer?',
  needs: [],
  async run({ servers: { prometheus } }) {
    await versionOf(prometheus)
    return { facts: [prometheus.url], findings: [] }
  },
}

export const version: Examination = {
  id: 'version',
  question: 'Is it a version that the configuration is for?',
  needs: ['reachable'],
  async run({ model: { stack }, servers: { prometheus } }) {
    const range = { first: '2.42.0', beyond: '4.0.0', built: releasesOf(stack).prometheus }
    return examineRelease(prometheus.name, await versionOf(prometheus), range)
  },
}
