import type { Hold } from '../../build/language/alert.ts'
import {
  age,
  avg,
  avgOverTime,
  changes,
  count,
  increase,
  increaseBeyond,
  max,
  maxOverTime,
  min,
  minOverTime,
  predictLinear,
  quantile,
  rate,
  ratio,
  sum,
  until,
} from '../../build/language/functions.ts'
import { isClosed, type Values } from '../../build/language/labels.ts'
import { type AnyMetric, Counter, Gauge, Histogram, Info, Timestamp } from '../../build/language/metric.ts'
import { promql } from '../../build/language/raw.ts'
import type { Unit, Window } from '../../build/language/units.ts'

/** A condition, whether an alert on it can be shown, and for how long the alert waits. */
export interface Case {
  readonly name: string
  readonly when: Compared
  readonly for: Hold
  /** `impossible`: it can never be true, or never be false. */
  readonly is: Is
}

type Is = 'satisfiable' | 'impossible'

/** A condition of any labels and unit. */
export interface Compared {
  and(other: Compared): Compared
  or(other: Compared): Compared
  unless(other: Compared): Compared
}

/** A query of any labels and unit, which takes what its own type would. */
interface Asked {
  over(window: string): Asked
  offset(ago: string): Asked
  by(...labels: readonly string[]): Asked
  above(threshold: unknown): Compared
  below(threshold: unknown): Compared
  is(state: unknown): Compared
}

const holds: readonly Hold[] = ['1m', '3m', '5m', '10m', '30m', '1h', '6h']
const windows: readonly Window[] = [
  '1m',
  '2m',
  '3m',
  '5m',
  '10m',
  '15m',
  '30m',
  '1h',
  '90m',
  '6h',
  '1d',
  '3d',
  '1w',
  '30d',
]
const short = ['5m', '10m', '30m', '1h'] as const
const shares = [0.01, 0.03, 0.1, 0.2, 0.3, 0.5, 0.7, 1, 2, 3, 5, 7, 10, 20, 33.3, 50, 75, 90, 95, 99] as const
const counts = [0, 0.5, 1, 3, 7.5, 20, 99, 1000] as const
const ages = ['90s', '10m', '1h', '26h', '14d'] as const
const quantiles = [0.5, 0.9, 0.95, 0.99] as const

/** Every condition that the words of the language make of these metrics, with thresholds and windows of a grid. */
export function casesOf(metrics: readonly AnyMetric[]): readonly Case[] {
  const turns = turning()
  return metrics
    .flatMap((metric) => [...conditionsOf(metric, turns)])
    .map(([name, when, is = 'satisfiable'], at) => ({ name, is, when, for: pick(holds, at) }))
}

type Said = readonly [name: string, when: Compared, is?: Is]

/** One of a list each time, in turn, so that thresholds, words and windows meet in many combinations. */
type Turn = <T>(list: readonly T[]) => T

function turning(): Turn {
  const turns = new Map<string, number>()
  return (list) => {
    const name = list.map(String).join()
    const turn = turns.get(name) ?? 0
    turns.set(name, turn + 1)
    return pick(list, turn)
  }
}

const pick = <T>(list: readonly T[], at: number): T => list[at % list.length] as T
const asked = (query: unknown): Asked => query as Asked

function* conditionsOf(metric: AnyMetric, turn: Turn): Generator<Said, void> {
  if (metric instanceof Counter) yield* ofCounter(metric, turn)
  else if (metric instanceof Gauge) yield* ofGauge(metric, turn)
  else if (metric instanceof Histogram) yield* ofHistogram(metric as unknown as AnyHistogram, turn)
  else if (metric instanceof Info) yield* ofInfo(metric, turn)
  else if (metric instanceof Timestamp) yield* ofTimestamp(metric, turn)
}

function amountOf(unit: Unit, size: number): unknown {
  const texts: Readonly<Record<Unit, unknown>> = {
    count: size,
    seconds: `${size}s`,
    bytes: `${size}MiB`,
    ratio: `${size}%`,
    'count/s': `${size}/s`,
    'bytes/s': `${size}KiB/s`,
    state: size === 0 ? 0 : 1,
  }
  return texts[unit]
}

function* ofCounter(metric: Counter<Record<string, never>, Unit>, turn: Turn): Generator<Said, void> {
  const rated = asked(sum(rate(metric)))
  const { unit } = rate(metric)
  for (const size of [0.5, 20]) {
    const window = turn(windows)
    yield [`rate of ${metric.name} over ${window} above ${size}`, rated.over(window).above(amountOf(unit, size))]
    yield [`rate of ${metric.name} over ${window} below ${size}`, rated.over(window).below(amountOf(unit, size))]
  }
  const size = turn(counts)
  const window = turn(windows)
  const grown = asked(sum(increase(metric))).over(window)
  yield [`increase of ${metric.name} over ${window} above ${size}`, grown.above(amountOf(metric.unit, size))]
  yield [`rate of ${metric.name} below 0`, rated.over(window).below(amountOf(unit, 0)), 'impossible']
  const again = rated.over('1h')
  yield [
    `rate of ${metric.name} below half of last week's`,
    asked(ratio(again as never, again.offset('1w') as never)).below('50%'),
  ]
  const ago = turn(['1h', '1d'] as const)
  yield [
    `rate of ${metric.name} three times that of ${ago} ago`,
    asked(ratio(again as never, again.offset(ago) as never)).above('300%'),
  ]
  const resets = asked(promql({ labels: [], unit: 'count' })`sum(resets(${metric}[1h]))`)
  yield [`${metric.name} begins anew more than ${size} times`, resets.above(size > 20 ? 20 : size)]
  yield [`${metric.name} begins anew less than never`, resets.below(0), 'impossible']
  yield* ofShare(metric, turn)
}

function* ofShare(metric: Counter<Record<string, never>, Unit>, turn: Turn): Generator<Said, void> {
  const declared = Object.entries(metric.declared).find(
    ([, values]) => isClosed(values as Values) && (values as readonly string[]).length > 1,
  )
  if (declared === undefined) return
  const [label, values] = declared
  const part = metric.where({ [label]: (values as readonly string[])[0] } as never)
  const share = asked(ratio(sum(rate(part)), sum(rate(metric))))
  for (const percent of [turn(shares), turn(shares), turn(shares), turn(shares)]) {
    const window = turn(windows)
    yield [
      `share of ${label} in ${metric.name} over ${window} above ${percent}%`,
      share.over(window).above(`${percent}%`),
    ]
    yield [
      `share of ${label} in ${metric.name} over ${window} below ${percent}%`,
      share.over(window).below(`${percent}%`),
    ]
  }
  const [first, second] = [turn(short), turn(short)]
  const percent = turn(shares)
  yield [
    `share of ${label} in ${metric.name} over ${first} and ${second} above ${percent}%`,
    share
      .over(first)
      .above(`${percent}%`)
      .and(share.over(second).above(`${percent}%`)),
  ]
  const few = turn([10, 500] as const)
  yield [
    `share of ${label} in ${metric.name} over ${first} above ${percent}%, of more than ${few}`,
    share
      .over(first)
      .above(`${percent}%`)
      .and(
        asked(sum(increase(metric)))
          .over(first)
          .above(amountOf(metric.unit, few)),
      ),
  ]
  const one = share.over(turn(windows))
  yield [`share of ${label} in ${metric.name} above all`, one.above('100%'), 'impossible']
  yield [`share of ${label} in ${metric.name} beyond a burn rate`, one.above('144%'), 'impossible']
  yield [`share of ${label} in ${metric.name} always`, one.below('101%'), 'impossible']
}

function* ofGauge(metric: Gauge<Record<string, never>, Unit>, turn: Turn): Generator<Said, void> {
  const { unit, name } = metric
  const gauge = asked(metric)
  if (unit === 'state') {
    yield [`${name} is 0`, gauge.is(0)]
    yield [`${name} is 1`, gauge.is(1)]
    const down = asked(ratio(count(asked(metric).is(0) as never), count(metric) as never))
    yield [`half of ${name} are 0`, down.above('50%')]
    yield [`few of ${name} are 1`, asked(ratio(sum(metric) as never, count(metric) as never)).below('30%')]
    yield [`two of ${name} are 0`, asked(count(asked(metric).is(0) as never)).above(1)]
    yield [`fewer than 2 of ${name} are 1`, asked(sum(metric)).below(2)]
    yield [`${name} at 0 and at 1`, gauge.is(0).and(gauge.is(1)), 'impossible']
    yield [`${name} at 0 or at 1`, gauge.is(0).or(gauge.is(1)), 'impossible']
    return
  }
  const aggregated = turn([sum, max, min, ...(unit === 'ratio' ? [] : [avg])] as const) as typeof max
  const overTime = turn([maxOverTime, minOverTime] as const)
  const [small, large] = [turn([1, 3, 20] as const), turn([40, 99, 1000] as const)]
  const all = asked(aggregated(metric))
  const window = turn(windows)
  yield [`${name} above ${large}`, gauge.above(amountOf(unit, large))]
  yield [`${name} below ${small}`, gauge.below(amountOf(unit, small))]
  yield [`${aggregated.name} of ${name} above ${small}`, all.above(amountOf(unit, small))]
  yield [`${aggregated.name} of ${name} below ${large}`, all.below(amountOf(unit, large))]
  yield [`${name} over ${window} above ${small}`, asked(overTime(metric)).over(window).above(amountOf(unit, small))]
  yield [`${name} over ${window} below ${large}`, asked(overTime(metric)).over(window).below(amountOf(unit, large))]
  const mean = asked(avgOverTime(metric)).over('1d')
  yield [`mean of ${name} over a day above ${large}`, mean.above(amountOf(unit, large))]
  const ahead = asked(predictLinear(metric, '4h')).over('1h')
  yield [`${name} within 4 hours below 0`, ahead.below(amountOf(unit, 0))]
  yield [`${name} within 4 hours above ${large}`, ahead.above(amountOf(unit, large))]
  const twice = gauge.above(avgOverTime(metric).over('30d').times(2))
  yield [`${name} twice its mean of 30 days`, asked(count(twice as never)).above(0)]
  const many = turn([0, 2, 11] as const)
  yield [
    `more than ${many} of ${name} above ${large}`,
    asked(count(gauge.above(amountOf(unit, large)) as never)).above(many),
  ]
  yield [
    `between ${small} and ${large}: ${name}`,
    gauge.above(amountOf(unit, small)).and(gauge.below(amountOf(unit, large))),
  ]
  yield [
    `${name} above ${small}, unless above ${large}`,
    gauge.above(amountOf(unit, small)).unless(gauge.above(amountOf(unit, large))),
  ]
  yield [
    `${name} above ${large}, unless above ${small}`,
    gauge.above(amountOf(unit, large)).unless(gauge.above(amountOf(unit, small))),
    'impossible',
  ]
  yield [
    `${name} above ${small} or below ${large}`,
    gauge.above(amountOf(unit, small)).or(gauge.below(amountOf(unit, large))),
    'impossible',
  ]
  yield [
    `${name} above ${large} and below ${small}`,
    gauge.above(amountOf(unit, large)).and(gauge.below(amountOf(unit, small))),
    'impossible',
  ]
  yield [`none of ${name}`, asked(count(metric)).below(1), 'impossible']
  yield [`the least of ${name} above the most`, asked(min(metric)).above(max(metric)), 'impossible']
  yield [`${name} higher than ever`, gauge.above(maxOverTime(metric).over('1h')), 'impossible']
  yield [
    `one of ${name} much larger than another`,
    asked(max(metric)).above(min(metric).times(turn([1.2, 3, 50] as const))),
  ]
  yield [
    `any of ${name}`,
    asked(count(metric)).above(0),
    metric.facts.optional === undefined ? 'impossible' : 'satisfiable',
  ]
  if (metric.facts.least === 0) yield [`${name} below 0`, gauge.below(amountOf(unit, 0)), 'impossible']
}

type AnyHistogram = AnyMetric &
  Pick<Histogram<never, Unit, never>, 'count'> & {
    readonly buckets: readonly unknown[]
    upTo(edge: unknown): Histogram<never, Unit, never>['count']
  }

function* ofHistogram(metric: AnyHistogram, turn: Turn): Generator<Said, void> {
  const { unit, name, edges } = metric
  const p = (q: number) => asked(quantile(q, metric as never))
  for (const edge of metric.buckets.slice(0, -1)) {
    const [q, window] = [turn(quantiles), turn(windows)]
    yield [`${q} of ${name} over ${window} above ${edge}`, p(q).over(window).above(edge)]
    const [other, long] = [turn(quantiles), turn(windows)]
    yield [`${other} of ${name} over ${long} below ${edge}`, p(other).over(long).below(edge)]
  }
  for (const percent of [turn(shares), turn(shares)]) {
    const within = asked(ratio(sum(rate(metric.upTo(metric.buckets[1]))), sum(rate(metric.count))))
    const chosen = turn(windows)
    yield [
      `share of ${name} up to ${metric.buckets[1]} over ${chosen} below ${percent}%`,
      within.over(chosen).below(`${percent}%`),
    ]
  }
  const written = (q: number) =>
    asked(promql({ labels: [], unit })`histogram_quantile(${q}, sum by (le) (rate(${metric}[5m])))`)
  for (const [at, edge = 0] of (edges ?? []).entries()) {
    const between = (edge + (edges?.[at + 1] ?? edge * 3)) / 2
    const isBeyond = edges?.[at + 1] === undefined
    const q = turn([0.1, 0.75, 0.99, 0.999] as const)
    yield [
      `${q} of ${name} above ${between}, between edges`,
      written(q).above(amountOf(unit, between)),
      isBeyond ? 'impossible' : 'satisfiable',
    ]
  }
  const [low, high, many] = [turn([0.1, 0.5, 0.75] as const), turn([0.9, 0.99] as const), turn([2, 4, 8] as const)]
  const times = (query: Asked) => (query as unknown as { times(factor: number): unknown }).times(many)
  yield [
    `${high} of ${name} ${many} times ${low}`,
    p(high)
      .over('10m')
      .above(times(p(low).over('10m'))),
  ]
  yield [`${low} of ${name} above ${high}`, p(low).over('10m').above(p(high).over('10m')), 'impossible']
  yield [
    `${high} of ${name} twice that of last week`,
    p(high)
      .over('1h')
      .above(times(p(high).over('1h').offset('1w'))),
  ]
  const last = edges?.at(-1) ?? 0
  yield [`quantile of ${name} above the last edge`, written(0.95).above(amountOf(unit, last)), 'impossible']
  yield [`quantile of ${name} below 0`, written(0.95).below(amountOf(unit, 0)), 'impossible']
  const [window, size] = [turn(windows), turn([0, 1, 20] as const)]
  yield [
    `more than ${size} of ${name} beyond its last edge over ${window}`,
    asked(sum(increaseBeyond(metric as never, metric.buckets.at(-1) as never)))
      .over(window)
      .above(size),
  ]
}

function* ofInfo(metric: Info<string>, turn: Turn): Generator<Said, void> {
  const own = metric.labels.find((label) => label !== 'job' && label !== 'instance') ?? 'job'
  const each = asked(count(metric)).by(own)
  for (const many of [1, 4]) {
    yield [`more than ${many} of one ${own}`, each.above(many)]
    yield [`fewer than ${many + 1} of one ${own}`, each.below(many + 1)]
    yield [`more than ${many} ${own}s`, asked(count(each as never)).above(many)]
  }
  const [first = 'job'] = metric.labels
  yield [
    `no ${own}`,
    asked(count(metric))
      .by(first)
      .below(turn([0, 1] as const)),
    'impossible',
  ]
}

function* ofTimestamp(metric: Timestamp<string>, turn: Turn): Generator<Said, void> {
  for (const old of ages) {
    yield [`age of ${metric.name} above ${old}`, asked(age(metric)).above(old)]
    yield [`age of ${metric.name} below ${old}`, asked(age(metric)).below(old)]
    yield [`least age of ${metric.name} above ${old}`, asked(min(age(metric))).above(old)]
    yield [`until ${metric.name} below ${old}`, asked(until(metric)).below(old)]
  }
  for (const times of [0, 2, 5]) {
    const window = turn(['10m', '1h', '1d'] as const)
    yield [
      `${metric.name} changes more than ${times} times in ${window}`,
      asked(changes(metric)).over(window).above(times),
    ]
  }
  yield [`${metric.name} changes less than never`, asked(changes(metric)).over('1h').below(0), 'impossible']
}
