import { openWindow } from '../promql/tree.ts'
import { aTime } from './demands/amounts.ts'
import { type Fault, refuse } from './demands/demand.ts'
import { aGauge } from './demands/kinds.ts'
import { call, number } from './expressions.ts'
import type { Labels } from './labels.ts'
import { type Gauge, select } from './metric.ts'
import { type Open, Query } from './query.ts'
import { type Duration, magnitude, type PerSecond, perSecond, type Unit } from './units.ts'

/** The highest value of a gauge over a window chosen later. */
export const maxOverTime = sameUnit('max_over_time', 'maxOverTime()')
/** The lowest value of a gauge over a window chosen later. */
export const minOverTime = sameUnit('min_over_time', 'minOverTime()')

/** The mean of a gauge over a window chosen later; of a yes or no the share of the time in which it was yes. */
export function avgOverTime<L extends Labels, U extends Unit>(
  gauge: Gauge<L, U>,
): Query<keyof L & string, OnAverage<U>, Open> {
  refuse('avgOverTime()', aGauge.faults(gauge, 'what avgOverTime() reads'))
  const unit: Unit = gauge.unit === 'state' ? 'ratio' : gauge.unit
  return new Query(call('avg_over_time', select(gauge, openWindow)), unit as OnAverage<U>, gauge.labels)
}

type OnAverage<U extends Unit> = U extends 'state' ? 'ratio' : U

/** How much a gauge varies over a window chosen later: its standard deviation. */
export function stdDevOverTime<L extends Labels, U extends Unit>(
  gauge: Gauge<L, U> & Amounted<U>,
): Query<keyof L & string, U, Open> {
  refuse('stdDevOverTime()', aGauge.faults(gauge, 'what stdDevOverTime() reads'))
  refuse('stdDevOverTime()', amounted(gauge.unit))
  return new Query(call('stddev_over_time', select(gauge, openWindow)), gauge.unit, gauge.labels)
}

/** How many samples a gauge has in a window chosen later: how often it was scraped. */
export function countOverTime<L extends Labels, U extends Unit>(
  gauge: Gauge<L, U>,
): Query<keyof L & string, 'count', Open> {
  refuse('countOverTime()', aGauge.faults(gauge, 'what countOverTime() reads'))
  return new Query(call('count_over_time', select(gauge, openWindow)), 'count', gauge.labels)
}

/** How fast a gauge rises or, below zero, falls, per second: the slope of the line through a window chosen later. */
export function derivative<L extends Labels, U extends Unit>(
  gauge: Gauge<L, U> & Amounted<U>,
): Query<keyof L & string, PerSecond<U>, Open> {
  refuse('derivative()', aGauge.faults(gauge, 'what derivative() reads'))
  refuse('derivative()', amounted(gauge.unit))
  return new Query(call('deriv', select(gauge, openWindow)), perSecond(gauge.unit), gauge.labels)
}

/** Where the line through a window chosen later will be so long from now: `predictLinear(free, '4h').over('6h').below('0B')`. */
export function predictLinear<L extends Labels, U extends Unit>(
  gauge: Gauge<L, U> & Amounted<U>,
  ahead: Duration,
): Query<keyof L & string, U, Open> {
  refuse('predictLinear()', aGauge.faults(gauge, 'what predictLinear() reads'), aTime.faults(ahead, 'how far ahead'))
  const now = { what: 'it looks no time ahead.', next: "Write how far: predictLinear(…, '4h')." }
  refuse('predictLinear()', amounted(gauge.unit), magnitude(ahead) > 0 ? [] : [now])
  const predicted = call('predict_linear', select(gauge, openWindow), number(magnitude(ahead)))
  return new Query(predicted, gauge.unit, gauge.labels)
}

/** What moves by more and less, rather than from no to yes; the sentence is the compiler's error. */
type Amounted<U extends Unit> = U extends 'state' ? typeof noSlope : unknown
const noSlope = 'a yes or no has no slope: take avgOverTime(), the share of the time'

const amounted = (unit: Unit): readonly Fault[] =>
  unit === 'state' ? [{ what: 'a yes or no has no slope.', next: 'Take avgOverTime(), the share of the time.' }] : []

function sameUnit(fn: string, word: string) {
  return <L extends Labels, U extends Unit>(gauge: Gauge<L, U>): Query<keyof L & string, U, Open> => {
    refuse(word, aGauge.faults(gauge, `what ${word} reads`))
    return new Query(call(fn, select(gauge, openWindow)), gauge.unit, gauge.labels)
  }
}
