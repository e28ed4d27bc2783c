import type { Model } from '../model/model.ts'
import type { LabelSet } from '../promql/evaluate/series.ts'
import type { Behaviour, CounterBehaviour, Flow, GaugeBehaviour, HistogramBehaviour, Signal, Span } from './day.ts'

/** A series as a scenario tells it: the labels of its target are added later. */
export interface Row {
  readonly labels: LabelSet
  readonly behaviour: Behaviour
  readonly within?: Span
}

/** The part of a project's extension that tells of its day. */
export interface Staged {
  /** What happens on the synthetic day to the metrics of these names; the others behave as their declaration suggests. */
  readonly day: (model: Model) => Readonly<Record<string, Rows>>
}

/** How the series of a metric behave at one target. */
export type Rows = (target: { readonly job: string; readonly instance: string }) => readonly Row[]

export const flow = (seed: string, perSecond: Signal): Flow => ({ seed, perSecond })

export const gauge = (labels: LabelSet, level: Signal, limits: Omit<GaugeBehaviour, 'is' | 'level'> = {}): Row => ({
  labels,
  behaviour: { is: 'gauge', level, ...limits },
})

/** Counts the things of a flow. */
export const counter = (labels: LabelSet, flow: Flow, part: Pick<CounterBehaviour, 'before' | 'share'> = {}): Row => ({
  labels,
  behaviour: { is: 'counter', flow, whole: true, ...part },
})

/** Measures, such as bytes or seconds. */
export const meter = (labels: LabelSet, seed: string, perSecond: Signal): Row => ({
  labels,
  behaviour: { is: 'counter', flow: flow(seed, perSecond), whole: false },
})

export const histogram = (
  labels: LabelSet,
  flow: Flow,
  shape: Pick<HistogramBehaviour, 'median' | 'closeness' | 'edges'>,
): Row => ({ labels, behaviour: { is: 'histogram', flow, ...shape } })

/** A flow told apart by one label: each value with its share, the first with what is left over. */
export function kinds(
  flow: Flow,
  rest: LabelSet,
  others: readonly (readonly [labels: LabelSet, share: Signal])[],
): readonly Row[] {
  const shares = others.map(([, share]) => share)
  return [
    ...others.map(([labels, share], at) => counter(labels, flow, { before: shares.slice(0, at), share })),
    counter(rest, flow, { before: shares }),
  ]
}
