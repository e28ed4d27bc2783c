import type { AnyMetric } from '../language/metric.ts'
import type { Catalog } from '../model/catalog.ts'
import type { Expr, Selector } from '../promql/tree.ts'
import { bare } from './around.ts'

/** What the samples of a metric's series are; the parts of a histogram are counters. */
export type Kind = 'counter' | 'gauge' | 'info' | 'timestamp'

export interface KnownSeries {
  readonly metric: AnyMetric
  readonly kind: Kind
}

/** What a selector reads, if that is a metric of the catalog; `undefined` for recording rules, macros and unknown names. */
export function seriesOf(catalog: Catalog, selector: Selector): KnownSeries | undefined {
  const metric = catalog.metricOf(selector)
  return metric && { metric, kind: metric.type === 'histogram' ? 'counter' : metric.type }
}

/** The expression that a recording rule stores, if the selector reads one. */
export function recordedIn(catalog: Catalog, selector: Selector): Expr | undefined {
  const known = catalog.find(selector.metric ?? '')
  return known !== undefined && 'recording' in known ? known.recording.computed : undefined
}

/** The selector that a range vector is made of: of `x[5m]` and `x[1h:1m]`, in parentheses or not. */
export function rangeOf(expr: Expr): Selector | undefined {
  const inside = bare(expr)
  if (inside.is === 'selector') return inside
  const sampled = inside.is === 'subquery' ? bare(inside.expr) : undefined
  return sampled?.is === 'selector' ? sampled : undefined
}

/** Functions that read a counter: they know that it restarts at 0. */
export const counting = new Set(['rate', 'increase', 'irate'])
