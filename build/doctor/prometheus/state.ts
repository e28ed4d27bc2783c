import * as z from 'zod'
import { parseDuration } from '../../promql/duration.ts'
import type { Context } from '../context.ts'
import type { Examination, Finding } from '../examination.ts'
import { ask } from './api.ts'

const runtime = z.object({
  reloadConfigSuccess: z.boolean(),
  lastConfigTime: z.string(),
  corruptionCount: z.number(),
})
const flags = z.record(z.string(), z.string())

export const state: Examination = {
  id: 'state',
  question: 'Did it load its files, and run with the flags that matter?',
  needs: ['reachable'],
  async run(context) {
    const { prometheus } = context.servers
    const { reloadConfigSuccess, lastConfigTime, corruptionCount } = await ask(
      prometheus,
      runtime,
      'status/runtimeinfo',
    )
    const set = await ask(prometheus, flags, 'status/flags')
    return {
      facts: [`configuration of ${lastConfigTime}`],
      findings: [
        ...(reloadConfigSuccess ? [] : [notLoaded(lastConfigTime)]),
        ...(corruptionCount === 0 ? [] : [corrupt(corruptionCount)]),
        ...retention(set['storage.tsdb.retention.time'], context),
        ...grace(set['rules.alert.for-grace-period'], context),
      ],
    }
  },
}

const notLoaded = (since: string): Finding => ({
  severity: 'error',
  where: 'Prometheus › reload',
  what: `Its files were refused when it last read them: it still runs with those of ${since}.`,
  next: 'Run `promtool check config` on the prometheus.yml of the server, correct it, and reload.',
})

const corrupt = (count: number): Finding => ({
  severity: 'warning',
  where: 'Prometheus › storage',
  what: `It found its write-ahead log corrupt, ${count === 1 ? 'once' : `${count} times`}: samples are lost.`,
  next: 'Look at the disk and at what killed Prometheus.',
})

const millisecondsOf = (text: string): number | undefined => {
  try {
    return parseDuration(text)
  } catch {
    return undefined
  }
}

/** The flag is `0s` where it is not set. */
function retention(flag: string | undefined, { model: { stack } }: Context): readonly Finding[] {
  const kept = millisecondsOf(flag ?? '') || 15 * 86_400_000
  if (flag === undefined || kept === parseDuration(stack.retention)) return []
  return [
    {
      severity: 'warning',
      where: 'Prometheus › --storage.tsdb.retention.time',
      what: `It keeps samples for ${flag === '0s' ? 'its default, 15d' : flag}, and stack.ts says ${stack.retention}.`,
      next: 'Start it with the flags of the generated docker-compose.yml, or correct `retention`.',
    },
  ]
}

function grace(flag: string | undefined, { model: { groups } }: Context): readonly Finding[] {
  const period = millisecondsOf(flag ?? '') ?? 0
  const holds = groups.flatMap(({ alerts }) => alerts.flatMap((alert) => alert.for ?? []))
  const forgotten = holds.filter((hold) => parseDuration(hold) < period)
  if (forgotten.length === 0) return []
  return [
    {
      severity: 'warning',
      where: 'Prometheus › --rules.alert.for-grace-period',
      what: `It is ${flag}: each restart forgets how long the ${forgotten.length} alerts with a shorter \`for\` have been pending.`,
      next: 'Start it with the flags of the generated docker-compose.yml.',
    },
  ]
}
