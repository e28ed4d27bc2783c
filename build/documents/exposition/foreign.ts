import { type Unit, unitOf } from '../../language/units.ts'
import type { Family } from './families.ts'
import type { ForeignMetric } from './metric.ts'

/** The series of a family by the names that selectors use, each with what is known of its metric. */
export function foreignSeries(family: Family): readonly (readonly [series: string, ForeignMetric])[] {
  const type = typeOf(family)
  const buckets = family.series.get(`${family.name}_bucket`)
  const names = new Set([...family.series.keys(), ...promised(family)])
  return [...names].map((name) => {
    const whole = type === 'histogram' && name !== `${family.name}_created`
    const metric: ForeignMetric = {
      name: whole ? family.name : name,
      type: whole ? type : partType(family, name, type),
      unit: unitFrom(family, name),
      labels: labelsOf(family, name),
      optional: [...(family.partial.get(name) ?? [])],
      samples: family.samples.get(name) ?? [],
      edges: type === 'histogram' && buckets !== undefined ? edgesOf(buckets.get('le') ?? new Set()) : undefined,
    }
    return [name, metric]
  })
}

function typeOf({ type, name, alwaysOne, series }: Family): ForeignMetric['type'] {
  switch (type) {
    case 'counter':
    case 'histogram':
    case 'summary':
    case 'info':
      return type
    case 'gauge':
      if (name.endsWith('_timestamp_seconds')) return 'timestamp'
      return name.endsWith('_info') && alwaysOne && series.size > 0 ? 'info' : 'gauge'
    case 'stateset':
      return 'gauge'
    default:
      return 'unknown'
  }
}

/** Of a summary the count and the sum are counters, and `_created` of anything is a moment. */
function partType({ name: family }: Family, name: string, type: ForeignMetric['type']): ForeignMetric['type'] {
  if (name !== family && name.endsWith('_created')) return 'timestamp'
  return type === 'summary' && name !== family ? 'counter' : type
}

/** A family without samples still has its name: a labelled metric that nothing has happened to yet. */
function promised({ name, type, series }: Family): readonly string[] {
  if (series.size > 0) return []
  switch (type) {
    case 'histogram':
      return [`${name}_bucket`, `${name}_count`, `${name}_sum`]
    case 'summary':
      return [name, `${name}_count`, `${name}_sum`]
    case 'counter':
      return name.endsWith('_total') ? [name] : [name, `${name}_total`]
    default:
      return [name]
  }
}

/**
 * A name without a unit says nothing: `queue_length` may be a count, `latency_ms` is none. `link_speed_bytes` are bytes each
 * second. Of a bucket it is the unit of what was observed.
 */
function unitFrom(family: Family, name: string): Unit | undefined {
  if (name.endsWith('_count')) return 'count'
  if (/_(?:speed|bandwidth|throughput|rate)(?:_|$)/.test(family.name)) return undefined
  const unit = unitOf(family.unit === '' ? family.name : `x_${family.unit}`)
  return unit === 'count' ? undefined : unit
}

function labelsOf({ series }: Family, name: string): ForeignMetric['labels'] {
  const seen = series.get(name)
  if (seen === undefined) return undefined
  return Object.fromEntries([...seen].map(([label, values]) => [label, [...values].sort()]))
}

const edgesOf = (values: ReadonlySet<string>): readonly number[] =>
  [...values]
    .map(Number)
    .filter(Number.isFinite)
    .sort((a, b) => a - b)
