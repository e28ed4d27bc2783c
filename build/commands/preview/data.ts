import { join } from 'node:path'
import type { DayPlan } from '../../data/day.ts'
import type { DataSource } from '../../data/source.ts'
import { credentialsOf } from '../../doctor/client/credentials.ts'
import { findTool } from '../tools.ts'

/** Where the numbers come from, and how to open it for a plan. */
export interface Data {
  readonly kind: 'embedded' | 'prometheus'
  /** What is said until it is there. */
  readonly says: string
  readonly open: (plan: DayPlan, signal: AbortSignal) => Promise<DataSource>
}

/** A running Prometheus where its address is given, with the credentials of the environment, else the embedded data; pictures are the same on every machine. */
export async function dataOf(prometheus: string | undefined, page: string, isDrawn: boolean): Promise<Data> {
  if (prometheus !== undefined) {
    const { openPrometheus } = await import('../../data/remote.ts')
    const headers = credentialsOf('prometheus', process.env)
    const source = openPrometheus(prometheus, { headers })
    return { kind: 'prometheus', says: source.says, open: async () => openPrometheus(prometheus, { headers }) }
  }
  const { openComputed, openEmbedded } = await import('../../data/embedded.ts')
  const [server, promtool] = [findTool('prometheus'), findTool('promtool')]
  const tools = {
    ...(server !== undefined && { prometheus: server }),
    ...(promtool !== undefined && { promtool }),
    cache: join(page, '.cache', 'data'),
    log: (line: string) => console.log(line),
  }
  return {
    kind: 'embedded',
    says: 'Embedded data: it comes as soon as the definitions compile.',
    open: async (plan, signal) => (isDrawn ? openComputed(plan) : openEmbedded(plan, tools, signal)),
  }
}
