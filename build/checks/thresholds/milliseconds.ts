import { nameOf } from '../../promql/infer/unit.ts'
import type { Value } from '../../promql/infer/value.ts'
import { selectors } from '../../promql/rewrite.ts'
import type { Expr } from '../../promql/tree.ts'
import { bare, walk } from '../../promql/walk.ts'
import type { Check } from '../check.ts'
import { type Limited, lastEdge, limitsOf } from '../support/limits.ts'

export const milliseconds: Check = {
  id: 'milliseconds',
  severity: 'warning',
  covers: ['H07'],
  isLocal: true,
  about:
    'How long something takes is compared in the unit of the metric. `replication_lag_seconds > 30000` waits for more than eight hours: 30 seconds were meant, written in milliseconds. Told are delays, latencies, durations and lags in seconds that are compared with a thousand or more, in whole thousands that are no quarter of an hour; ages and times that are left, which are that long, are not. So are answers, of requests and the like, in seconds that are compared with a hundred or more, and in milliseconds that are compared with less than one. Where a histogram tells how large its values can be, other checks do.',
  run: (subject) =>
    limitsOf(subject)
      .filter((limited) => lastEdge(limited) === undefined)
      .flatMap((limited) => {
        const { query, node, op, limit } = limited
        const told = inSeconds(limited) ?? inMilliseconds(limited)
        return told === undefined
          ? []
          : [
              {
                place: query.place,
                query: { ...query, culprit: node },
                what: `These are ${told.unit}, and they are compared with "${op} ${limit}", which is ${told.much}.`,
                next: `Write ${told.meant} if ${told.other} were meant.`,
              },
            ]
      }),
}

interface Told {
  readonly unit: string
  readonly other: string
  readonly much: string
  readonly meant: number
}

/** A wait in seconds of which nobody waits so long. */
function inSeconds(limited: Limited): Told | undefined {
  const { limit } = limited
  const names = waitedFor(limited, 'seconds')
  if (names === undefined) return undefined
  const isThousands = limit >= 1000 && limit % 1000 === 0 && limit % quarter !== 0
  // An answer within some minutes may be meant, if hardly.
  const isOdd = limit % 60 !== 0 || (limit >= 1000 && limit % quarter !== 0)
  const isAnswer = names.every((name) => answers.test(name)) && limit >= 100 && isOdd
  if (!isThousands && !isAnswer) return undefined
  return { unit: 'seconds', other: 'milliseconds', much: inHours(limit), meant: limit / 1000 }
}

/** An answer in milliseconds that is compared with less than one. */
function inMilliseconds(limited: Limited): Told | undefined {
  const { limit } = limited
  const names = waitedFor(limited, 'milliseconds')
  if (names === undefined || limit <= 0 || limit >= 1 || !names.every((name) => answers.test(name))) return undefined
  return { unit: 'milliseconds', other: 'seconds', much: 'less than one', meant: Number((limit * 1000).toPrecision(6)) }
}

const quarter = 15 * 60
const inHours = (seconds: number): string =>
  seconds < 7200 ? `${Number((seconds / 60).toFixed(1))} minutes` : `${Number((seconds / 3600).toFixed(1))} hours`

/** The metrics of which is measured how long one thing takes, in this unit: by its name, as a mean or as a quantile. */
function waitedFor({ measured, value }: Limited, unit: 'seconds' | 'milliseconds'): readonly string[] | undefined {
  const names =
    meanOf(measured) ?? (readsClock(measured) ? [] : selectors(measured).flatMap(({ metric }) => metric ?? []))
  if (names.length === 0 || !isIn(unit, names, value)) return undefined
  return names.every((name) => waits.test(name) && !ages.test(name)) ? names : undefined
}

const waits = /(?:^|_)(?:lag|latency|delay|duration|response|rtt|ping|wait|waiting|lookup|probe|handshake|took)(?:_|$)/
/** Who asks waits for these, and gives up long before a minute has passed. */
const answers = /(?:^|_)(?:latency|rtt|ping|lookup|handshake|http|grpc|rpc|api|dns|requests?|response)(?:_|$)/
const ages = /(?:^|_)(?:age|uptime|since|last|remaining|left|expir\w*|ttl|retention|timestamp|time_total)(?:_|$)/

const suffixes = {
  seconds: /_seconds(?:_bucket|_sum|_count)?$/,
  milliseconds: /_(?:milliseconds|millis|msec|ms)(?:_bucket|_sum|_count)?$/,
}

/** The unit where it is known, else the word in the name of a level, a quantile or a mean. */
const isIn = (word: keyof typeof suffixes, names: readonly string[], { unit }: Value): boolean =>
  unit === undefined || unit === 'any' || meanUnit(unit)
    ? names.every((name) => suffixes[word].test(name))
    : nameOf(unit) === word

/** A mean of what nobody knows has no unit but that of its name. */
const meanUnit = (unit: Value['unit']): boolean => nameOf(unit) === undefined

/** The two metrics of `rate(x_sum[…]) / rate(x_count[…])`. */
function meanOf(measured: Expr): readonly string[] | undefined {
  const inner = bare(measured)
  if (inner.is !== 'binary' || inner.op !== '/') return undefined
  const [above = '', below = ''] = [inner.left, inner.right].map((side) => {
    const [only, ...others] = selectors(side)
    return others.length === 0 ? only?.metric : undefined
  })
  const isMean = above.endsWith('_sum') && above.replace(/_sum$/, '_count') === below
  return isMean ? [above, below] : undefined
}

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
