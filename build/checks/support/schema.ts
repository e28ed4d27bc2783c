import { isClosed } from '../../language/labels.ts'
import type { AnyMetric } from '../../language/metric.ts'
import type { ForeignMetric } from '../../model/catalog.ts'
import { between } from '../../promql/infer/domain.ts'
import type { Series, SeriesKind } from '../../promql/infer/schema.ts'
import { nameOf } from '../../promql/infer/unit.ts'
import type { Value } from '../../promql/infer/value.ts'
import type { Subject } from '../subject.ts'
import { addedLabels } from './scraping.ts'

/** What a recording rule stores, for whoever reads it. */
export function seriesRecorded(value: Value | undefined): Series | undefined {
  if (value === undefined || value.kind === 'unknown') return undefined
  const { kind, labels, domain, buckets } = value
  const unit = nameOf(value.unit)
  const names = labels.may.filter((label) => label !== '__name__')
  return {
    kind: isSeriesKind(kind) ? kind : 'gauge',
    labels: Object.fromEntries(names.map((label) => [label, labels.get(label)?.values ?? 'open'])),
    optional: names.filter((label) => !labels.isAlways(label)),
    moreLabels: labels.open,
    domain,
    ...(unit === undefined ? {} : { unit }),
    ...(buckets === undefined ? {} : { edges: buckets.edges }),
  }
}

const isSeriesKind = (kind: string): kind is SeriesKind =>
  ['counter', 'gauge', 'bucket', 'state', 'info', 'timestamp'].includes(kind)

/** The series of a metric of the catalog. Somebody else's scrape configuration may add labels to them. */
export function seriesExposed(subject: Subject, name: string, metric: AnyMetric): Series {
  const { declared, edges, jobs, facts } = metric
  const ours = subject.model !== undefined
  const added = ours ? [] : addedLabels(subject, jobs)
  // An alert brings labels of its own.
  const alert = name.startsWith('ALERTS')
  const known = Object.entries(declared).map(([label, values]) => {
    // Others may call their jobs otherwise.
    const closed = isClosed(values) && (ours || label !== 'job')
    return [label, closed ? values : 'open'] as const
  })
  const optional = [
    ...Object.keys(facts.labelVersions ?? {}),
    ...(alert ? Object.keys(declared) : []),
    ...(added ?? []),
  ]
  return {
    kind: kindOf(name, metric),
    labels: {
      ...Object.fromEntries(
        [...Object.keys(facts.labelVersions ?? {}), ...(added ?? [])].map((label) => [label, 'open']),
      ),
      ...Object.fromEntries(known),
      ...(name.endsWith('_bucket') && edges !== undefined ? { le: 'open' } : {}),
    },
    optional,
    moreLabels: added === undefined || alert,
    unit: name.endsWith('_count') && metric.type === 'histogram' ? 'count' : metric.unit,
    ...(edges === undefined || !name.endsWith('_bucket') ? {} : { edges }),
    ...(facts.least === undefined ? {} : { domain: between(facts.least, Number.POSITIVE_INFINITY) }),
    jobs,
  }
}

/** The series of a metric that only a recorded exposition has: it may have labels that were not seen. */
export function seriesSeen(name: string, { type, unit, labels, edges }: ForeignMetric): Series | undefined {
  if (type === 'unknown') return undefined
  const seen = Object.keys(labels ?? {})
  return {
    kind: kindOf(name, { type, unit: unit ?? 'count' }),
    labels: { ...Object.fromEntries(seen.map((label) => [label, 'open'])), job: 'open', instance: 'open' },
    optional: seen,
    moreLabels: true,
    ...(unit === undefined ? {} : { unit }),
    ...(edges === undefined || !name.endsWith('_bucket') ? {} : { edges }),
  }
}

function kindOf(
  name: string,
  { type, unit }: { readonly type: ForeignMetric['type']; readonly unit: string },
): SeriesKind {
  if (type === 'histogram') return name.endsWith('_bucket') ? 'bucket' : 'counter'
  if (type === 'summary') return /_(count|sum)$/.test(name) ? 'counter' : 'gauge'
  if (type === 'unknown') return 'gauge'
  return type === 'gauge' && unit === 'state' ? 'state' : type
}
