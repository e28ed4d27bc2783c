import { textBelow } from '../../documents/values.ts'
import { secondsOf } from '../../promql/duration.ts'
import type { Check } from '../check.ts'
import { retentionOf } from '../support/server.ts'
import { inWords } from '../support/windows.ts'

export const opensBeyondRetention: Check = {
  id: 'opens-beyond-retention',
  severity: 'warning',
  covers: ['R02'],
  isLocal: true,
  about:
    'A dashboard opens on a range of which there are samples. With `now-90d` where 15 days are kept, five sixths of every panel are empty, and what is there looks like a beginning. The retention is read from prometheus.yml or from the flags in the compose file; where neither says, nothing is told.',
  run: (subject) => {
    const retention = retentionOf(subject)
    if (retention === undefined) return []
    return subject.dashboards.flatMap(({ place, json }) => {
      const from = textBelow(json, 'time', 'from') ?? ''
      const reach = secondsBack(from)
      if (reach === undefined || reach <= retention) return []
      return [
        {
          place,
          what: `The dashboard opens on the last ${inWords(reach)} ("${from}"), and Prometheus keeps ${inWords(retention)}.`,
          next: 'Open it on a shorter range, or raise the retention.',
        },
      ]
    })
  },
}

const lengths: Readonly<Record<string, number>> = { M: 30 * 86_400, y: 365 * 86_400, Q: 91 * 86_400 }

/** How far back `now-7d`, `now-7d/d` or `now-3M` begins; `undefined` for fixed times. */
function secondsBack(from: string): number | undefined {
  const [, count = '', unit = ''] = /^now-(\d{1,6})([smhdwMyQ])(?:\/[smhdwMyQ])?$/.exec(from) ?? []
  if (unit === '') return undefined
  const length = lengths[unit]
  return length === undefined ? secondsOf(`${count}${unit}`) : Number(count) * length
}
