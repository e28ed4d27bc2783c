import type { Aggregation } from '../tree.ts'
import { among, between, type Domain, positive } from './domain.ts'
import { LabelSet, noLabels } from './labels.ts'
import { count, ratio, squared, type Unit } from './unit.ts'
import type { Kind, Value } from './value.ts'

const keepers: readonly string[] = ['topk', 'bottomk', 'limitk', 'limit_ratio']

/** What an aggregation makes of a vector. Labels that may be lacking are as in a `Schema`; without them any may. */
export function inferAggregation(
  { op, grouping, param }: Aggregation,
  of: Value,
  given: Value | undefined,
  mayLack?: readonly string[],
): Value {
  if (keepers.includes(op))
    return given?.number !== undefined && op !== 'limit_ratio' && given.number < 1 ? { ...of, empty: true } : of
  const named = grouping?.kind === 'by' ? grouping.labels : undefined
  let labels = named ? grouped(of.labels, named, mayLack) : noLabels
  if (grouping?.kind === 'without') labels = of.labels.without([...grouping.labels, '__name__'])
  if (op === 'count_values') labels = counted(labels, param?.is === 'string' ? param.value : undefined, grouping)
  const { kind, unit, domain } = result(op, of)
  const buckets = of.buckets && keepsBuckets(op) ? { buckets: of.buckets } : {}
  return { type: 'vector', labels, kind, unit, domain, ...buckets, ...(of.empty ? { empty: true as const } : {}) }
}

/** Nobody groups by a label that is not there, so that of unknown series those are known by which they are grouped. */
function grouped(of: LabelSet, by: readonly string[], mayLack: readonly string[] | undefined): LabelSet {
  const kept = of.only(by)
  if (mayLack === undefined || !of.open) return kept
  return kept.may
    .filter((label) => !of.may.includes(label) && !mayLack.includes(label))
    .reduce((labels, label) => labels.with(label, { always: true }), kept)
}

/** `count_values` adds a label; `without` may take it away again. */
function counted(labels: LabelSet, name: string | undefined, grouping: Aggregation['grouping']): LabelSet {
  if (name === undefined)
    return new LabelSet(
      labels.may.map((label) => [label, { always: false }]),
      true,
    )
  if (grouping?.kind === 'without' && grouping.labels.includes(name)) return labels
  return labels.with(name, { always: true })
}

const keepsBuckets = (op: string): boolean => ['sum', 'avg', 'min', 'max'].includes(op)

function result(
  op: string,
  { kind, unit, domain }: Value,
): { readonly kind: Kind; readonly unit: Unit | undefined; readonly domain: Domain } {
  switch (op) {
    case 'sum':
      return kind === 'state' || kind === 'info'
        ? { kind: 'count', unit: count, domain: positive }
        : { kind, unit, domain: sumOf(domain) }
    case 'count':
    case 'count_values':
      return { kind: 'count', unit: count, domain: between(1, Number.POSITIVE_INFINITY) }
    case 'group':
      return { kind: 'info', unit: count, domain: among(1) }
    case 'stddev':
      return { kind: 'gauge', unit, domain: positive }
    case 'stdvar':
      return { kind: 'gauge', unit: squared(unit), domain: positive }
    case 'avg':
    case 'quantile':
      return kind === 'state'
        ? { kind: 'ratio', unit: ratio, domain: between(0, 1) }
        : { kind, unit, domain: between(domain.min, domain.max) }
    default:
      return { kind, unit, domain }
  }
}

/** One value or more, added up. */
export const sumOf = ({ min, max }: Domain): Domain =>
  between(min >= 0 ? min : Number.NEGATIVE_INFINITY, max <= 0 ? max : Number.POSITIVE_INFINITY)
