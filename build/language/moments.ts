import { type Expr, openWindow } from '../promql/tree.ts'
import { refuse } from './demands/demand.ts'
import { aMoment, changing } from './demands/kinds.ts'
import { call } from './expressions.ts'
import type { Labels } from './labels.ts'
import { type Gauge, select, type Timestamp } from './metric.ts'
import { type Open, Query } from './query.ts'

/** Seconds since a moment: `age(batch.lastSuccess).above('26h')`. */
export function age<L extends string>(moment: Timestamp<L>): Query<L, 'seconds'> {
  refuse('age()', aMoment.faults(moment, 'what age() reads'))
  return difference(call('time'), select(moment), moment)
}

/** Seconds until a moment that lies ahead, below zero once it is over: `until(certificate.expiry).below('14d')`. */
export function until<L extends string>(moment: Timestamp<L>): Query<L, 'seconds'> {
  refuse('until()', aMoment.faults(moment, 'what until() reads'))
  return difference(select(moment), call('time'), moment)
}

/** How often a moment moved within a window chosen later, such as a restart; or how often a yes became a no, or a no a yes. */
export function changes<L extends string>(moment: Timestamp<L>): Query<L, 'count', Open>
export function changes<L extends Labels>(state: Gauge<L, 'state'>): Query<keyof L & string, 'count', Open>
export function changes(of: Timestamp<string> | Gauge<Labels, 'state'>): Query<string, 'count', Open> {
  refuse('changes()', changing.faults(of, 'what changes() reads'))
  return new Query(call('changes', select(of, openWindow)), 'count', of.labels)
}

const difference = <L extends string>(left: Expr, right: Expr, { labels }: Timestamp<L>): Query<L, 'seconds'> =>
  new Query({ is: 'binary', op: '-', left, right }, 'seconds', labels)
