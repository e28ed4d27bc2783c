import { nameOf } from '../../promql/infer/unit.ts'
import type { Value } from '../../promql/infer/value.ts'
import { selectors } from '../../promql/rewrite.ts'
import type { Expr } from '../../promql/tree.ts'
import { walk } from '../../promql/walk.ts'
import type { Check } from '../check.ts'
import { type Limited, lastEdge, limitsOf } from '../support/limits.ts'

export const milliseconds: Check = {
  id: 'milliseconds',
  severity: 'warning',
  covers: ['H07'],
  about:
    'How long something takes is compared in the unit of the metric. `replication_lag_seconds > 30000` waits for more than eight hours: 30 seconds were meant, written in milliseconds. Told are delays, latencies, durations and lags in seconds that are compared with a thousand or more, in whole thousands that are no quarter of an hour; ages and times that are left, which are that long, are not. Where a histogram tells how large its values can be, other checks do.',
  run: (subject) =>
    limitsOf(subject)
      .filter((limited) => isWait(limited) && isInMilliseconds(limited.limit) && lastEdge(limited) === undefined)
      .map(({ query, node, op, limit }) => ({
        place: query.place,
        query: { ...query, culprit: node },
        what: `These are seconds, and they are compared with "${op} ${limit}", which is ${inHours(limit)}.`,
        next: `Write ${limit / 1000} if milliseconds were meant.`,
      })),
}

const quarter = 15 * 60
const isInMilliseconds = (limit: number): boolean => limit >= 1000 && limit % 1000 === 0 && limit % quarter !== 0

const inHours = (seconds: number): string =>
  seconds < 7200 ? `${Number((seconds / 60).toFixed(1))} minutes` : `${Number((seconds / 3600).toFixed(1))} hours`

/** Whether what is measured is how long one thing takes: by its name, as a mean or as a quantile. */
function isWait({ measured, value }: Limited): boolean {
  const names = selectors(measured).flatMap(({ metric }) => metric ?? [])
  if (names.length === 0 || readsClock(measured) || !inSeconds(names, value)) return false
  return names.every((name) => waits.test(name) && !ages.test(name))
}

const waits = /(?:^|_)(?:lag|latency|delay|duration|response|rtt|ping|wait|waiting|lookup|probe|handshake|took)(?:_|$)/
const ages = /(?:^|_)(?:age|uptime|since|last|remaining|left|expir\w*|ttl|retention|timestamp|time_total)(?:_|$)/

/** The unit where it is known, else the word in the name of a level, a quantile or a mean. */
const inSeconds = (names: readonly string[], { unit }: Value): boolean =>
  unit === undefined ? names.every((name) => /_seconds(?:_bucket)?$/.test(name)) : nameOf(unit) === 'seconds'

const readsClock = (expr: Expr): boolean =>
  [...walk(expr)].some(
    (node) =>
      (node.is === 'call' &&
        ['time', 'timestamp', 'rate', 'increase', 'sum_over_time'].includes(node.fn) &&
        !isInQuantile(expr)) ||
      (node.is === 'binary' && ['*', '/'].includes(node.op)),
  )

const isInQuantile = (expr: Expr): boolean =>
  [...walk(expr)].some((node) => node.is === 'call' && node.fn === 'histogram_quantile')
