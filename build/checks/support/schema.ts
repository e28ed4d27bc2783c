import type { ForeignMetric } from '../../documents/exposition/metric.ts'
import { isClosed, isPossiblyEmpty, open } from '../../language/labels.ts'
import type { AnyMetric } from '../../language/metric.ts'
import { kindOf } from '../../model/series-kind.ts'
import type { Subject } from '../../model/subject.ts'
import { between } from '../../promql/infer/domain.ts'
import type { Series, SeriesKind } from '../../promql/infer/schema.ts'
import { nameOf } from '../../promql/infer/unit.ts'
import type { Value } from '../../promql/infer/value.ts'
import { addedLabels, usualTargetLabels } from './scraping.ts'

/** What a recording rule stores, for whoever reads it. */
export function seriesRecorded(value: Value | undefined): Series | undefined {
  if (value === undefined || value.kind === 'unknown') return undefined
  const { kind, labels, domain, buckets } = value
  const unit = nameOf(value.unit)
  const observed = kind === 'bucket' ? undefined : nameOf(buckets?.unit)
  const names = labels.may.filter((label) => label !== '__name__')
  return {
    kind: isSeriesKind(kind) ? kind : 'gauge',
    labels: Object.fromEntries(names.map((label) => [label, labels.get(label)?.values ?? 'open'])),
    optional: names.filter((label) => !labels.isAlways(label)),
    moreLabels: labels.open,
    lacks: labels.lacks,
    domain,
    ...(unit === undefined ? {} : { unit }),
    ...(observed === undefined ? {} : { observed }),
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
    ...Object.keys(declared).filter((label) => isPossiblyEmpty(declared[label] ?? open)),
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
    lacks: alert ? [] : lackedBy(subject, Object.keys(declared)),
    unit: name.endsWith('_count') && metric.type === 'histogram' ? 'count' : metric.unit,
    ...(edges === undefined || !name.endsWith('_bucket') ? {} : { edges }),
    ...(facts.least === undefined ? {} : { domain: between(facts.least, Number.POSITIVE_INFINITY) }),
    jobs,
  }
}

/**
 * The series of a metric that only a recorded exposition has. A label on each of its samples is on all of its series, and
 * where all samples have the same labels, one that only other metrics have is on none.
 */
export function seriesSeen(subject: Subject, name: string, foreign: ForeignMetric): Series | undefined {
  const { type, unit, labels, edges, optional = [] } = foreign
  const added = addedLabels(subject, [])
  const target = { job: 'open', instance: 'open' } as const
  const more = { ...Object.fromEntries((added ?? []).map((label) => [label, 'open' as const])) }
  if (name === 'up')
    return { kind: 'state', labels: { ...more, ...target }, optional: added ?? [], moreLabels: added === undefined }
  // Since when each alert holds: pending or firing, it is one series.
  if (name === 'ALERTS_FOR_STATE')
    return { kind: 'gauge', labels: { alertname: 'open' }, moreLabels: true, lacks: ['alertstate'] }
  if (type === 'unknown') return undefined
  const seen = Object.keys(labels ?? {})
  const isEven = labels !== undefined && optional.length === 0
  if (foreign.isStored === true && labels !== undefined)
    return {
      kind: kindOf(name, { type, unit: unit ?? 'count' }),
      labels: Object.fromEntries(seen.map((label) => [label, 'open'])),
      optional,
      moreLabels: false,
      ...(unit === undefined ? {} : { unit }),
      ...(edges === undefined || !name.endsWith('_bucket') ? {} : { edges }),
    }
  return {
    kind: kindOf(name, { type, unit: unit ?? 'count' }),
    labels: { ...more, ...Object.fromEntries(seen.map((label) => [label, 'open' as const])), ...target },
    optional: [...optional, ...(added ?? []).filter((label) => !seen.includes(label))],
    moreLabels: added === undefined || !isEven,
    lacks: isEven ? lackedBy(subject, seen) : [],
    ...(unit === undefined ? {} : { unit }),
    ...(edges === undefined || !name.endsWith('_bucket') ? {} : { edges }),
  }
}

/** The labels that only other metrics have: a scrape configuration hardly adds one of that name. */
const lackedBy = ({ catalog }: Subject, has: readonly string[]): readonly string[] =>
  [...catalog.labels].filter(
    (label) => !has.includes(label) && !['job', 'instance', 'le', ...usualTargetLabels].includes(label),
  )
