import type { Histogram } from '../language/metric.ts'
import type { Unit } from '../language/units.ts'
import { type Handle, type Reading, spelled } from './find.ts'
import { type Request, refused } from './request.ts'

/** The comparison of an alert. */
export interface Comparison {
  /** `.above('5%')` */
  readonly call: string
  /** `above 5%` */
  readonly words: string
  readonly isGuess: boolean
}

/** The threshold that is asked for, or one to begin with. Throws `Refused` for an amount of another unit. */
export function comparisonOf({ name, above, below }: Request, { handle, metrics }: Reading): Comparison {
  const { unit } = handle.value
  if (above !== undefined && below !== undefined)
    throw refused(name, 'It fires above a threshold or below one, not both.', 'Leave --above or --below out.')
  const asked = above ?? below
  if (unit === 'state') {
    if (asked !== undefined)
      throw refused(
        name,
        `${spelled(handle)} is 1 for yes and 0 for no, and has no threshold.`,
        'Leave --above and --below out: it fires on 0.',
      )
    return { call: '.is(0)', words: '0', isGuess: false }
  }
  const edges = edgesOf(handle, metrics)
  const amount = asked ?? String(edges?.at(-1) ?? guesses[unit])
  refuseAmount(name, unit, amount)
  if (edges !== undefined && !edges.map(String).includes(amount))
    throw refused(
      name,
      `${spelled(handle)} is a quantile, which is exact at the edges of its buckets only, and ${amount} is none.`,
      `Choose one of ${edges.join(', ')}.`,
    )
  const side = below === undefined ? 'above' : 'below'
  return {
    call: `.${side}(${unit === 'count' ? amount : `'${amount}'`})`,
    words: `${side} ${amount}`,
    isGuess: asked === undefined,
  }
}

/** The thresholds of a quantile: the edges of its buckets, less the last. */
function edgesOf({ value }: Handle, metrics: Reading['metrics']): readonly (string | number)[] | undefined {
  const isQuantile = 'expr' in value && value.expr.is === 'call' && value.expr.fn === 'histogram_quantile'
  const histogram = metrics.find((metric): metric is Histogram<never, Unit, never> => metric.type === 'histogram')
  return isQuantile && histogram !== undefined
    ? (histogram.buckets as readonly (string | number)[]).slice(0, -1)
    : undefined
}

const guesses: Readonly<Record<Exclude<Unit, 'state'>, string>> = {
  count: '0',
  seconds: '1s',
  bytes: '1GiB',
  ratio: '10%',
  'count/s': '1/s',
  'bytes/s': '1MiB/s',
}

const number = '\\d+(?:\\.\\d+)?'
const size = `${number}(?:B|KiB|MiB|GiB)`
const amounts: Readonly<Record<Exclude<Unit, 'state'>, string>> = {
  count: number,
  seconds: `${number}(?:ms|s|m|h|d)`,
  bytes: size,
  ratio: `${number}%`,
  'count/s': `${number}/s`,
  'bytes/s': `${size}/s`,
}

function refuseAmount(name: string, unit: Exclude<Unit, 'state'>, amount: string): void {
  if (new RegExp(`^${amounts[unit]}$`).test(amount)) return
  throw refused(
    name,
    `The query measures ${unit}, and ${JSON.stringify(amount)} is no amount of that.`,
    `Write it like ${guesses[unit]}.`,
  )
}
