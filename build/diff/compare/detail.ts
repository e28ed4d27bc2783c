import type { Detail } from '../change.ts'
import type { Query } from '../promql/query.ts'

/** What one query says instead of another. */
export const queryDetail = (old: Query, now: Query): Detail => ({ kind: 'query', tokens: old.tokensTo(now) })

/** The lines that only one of two texts has, without those that both begin or end with. */
export function lineDetail(before: string, after: string): Detail {
  const old = before === '' ? [] : before.split('\n')
  const now = after === '' ? [] : after.split('\n')
  const [inOld, inNow] = [new Set(old), new Set(now)]
  return {
    kind: 'lines',
    removed: old.filter((line) => !inNow.has(line)),
    added: now.filter((line) => !inOld.has(line)),
  }
}
