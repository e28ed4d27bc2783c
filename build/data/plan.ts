import { isDeployed, type Job, targetOf } from '../language/job.ts'
import { isClosed, type Labels } from '../language/labels.ts'
import type { AnyMetric } from '../language/metric.ts'
import { labelsOf } from '../language/slo/objective.ts'
import { seriesNames } from '../model/catalog.ts'
import type { Model } from '../model/model.ts'
import { parseDuration, secondsOf } from '../promql/duration.ts'
import type { LabelSet } from '../promql/evaluate/series.ts'
import { print } from '../promql/print.ts'
import { isBefore, releaseOf, releasesOf } from '../stack/releases.ts'
import type { DayPlan, PlannedAlert, PlannedRecording, PlannedSeries } from './day.ts'
import { genericRows } from './generic.ts'
import { begin, downFor, now, restarts } from './moments.ts'
import { type Reading, readingsOf } from './readings.ts'
import type { Row, Rows, Staged } from './row.ts'
import { valuesFor } from './variants.ts'

/** What a synthetic day holds: series for every metric that a dashboard, an alert or a recording rule reads. */
export function plan(model: Model): DayPlan {
  const { stack } = model
  const readings = readingsOf(model)
  const staged: Partial<Staged> = model.extension ?? {}
  const scenario = staged.day?.(model) ?? {}
  return {
    now,
    begin,
    scrapeInterval: secondsOf(stack.scrape.interval),
    windows: isBefore(releasesOf(stack).prometheus, '3.0.0') ? 'closed' : 'left-open',
    evaluationInterval: parseDuration(stack.evaluationInterval),
    restarts,
    downFor,
    series: model.metrics.flatMap(({ value }) => seriesOf(model, value, readings, scenario[value.name])),
    recordings: recordingsOf(model, readings),
    alerts: alertsOf(model),
  }
}

const recordingsOf = ({ groups, stack }: Model, readings: ReadonlyMap<string, Reading>): readonly PlannedRecording[] =>
  groups.flatMap(({ recordings, interval }) =>
    recordings.map(({ name, computed, marks }) => {
      const { isRanged, offsets } = readings.get(name) ?? { isRanged: false, offsets: new Set<number>() }
      // Of an objective sums are divided by sums: how many samples there are does not matter.
      const isCounted = isRanged && Object.keys(marks).length === 0
      return {
        record: name,
        expr: print(computed),
        labels: marks,
        ...(isCounted && { every: parseDuration(interval ?? stack.evaluationInterval) }),
        ...(offsets.size > 0 && { earlier: [...offsets].sort((a, b) => a - b) }),
      }
    }),
  )

const alertsOf = ({ groups }: Model): readonly PlannedAlert[] =>
  groups.flatMap(({ alerts }) =>
    alerts.flatMap(({ name, arms, for: hold, keepFiringFor, objective, labels }) =>
      arms.map(({ when, severity, component }) => ({
        alert: name,
        expr: print(when.expr),
        for: secondsOf(hold) * 1000,
        keepFiringFor: secondsOf(keepFiringFor) * 1000,
        labels: { severity: severity.name, component, ...labelsOf(objective), ...labels },
      })),
    ),
  )

/** The planned series of one metric, at each target that exposes it. */
function seriesOf(
  model: Model,
  metric: AnyMetric,
  readings: ReadonlyMap<string, Reading>,
  told: Rows | undefined,
): readonly PlannedSeries[] {
  const read = seriesNames(metric).flatMap((name) => readings.get(name) ?? [])
  // The rules make these.
  if (read.length === 0 || metric.name === 'ALERTS') return []
  const earlier = [...new Set(read.flatMap(({ offsets }) => [...offsets]))].sort((a, b) => a - b)
  return targetsOf(model, metric).flatMap((job) => {
    const target = { job: job.name, instance: targetOf(model.stack, job).address }
    const { job: _, instance: __, ...declared } = declaredIn(model, metric, job)
    const rows = told?.(target) ?? genericRows(metric, declared, edgesOf(metric, job), startsOf(job.name))
    return distinct(rows.map((row) => fitted(row, declared))).map(({ labels, behaviour, within }) => ({
      name: metric.name,
      labels: { ...labels, ...targetLabels(metric, target) },
      behaviour,
      ...(metric.jobs.length > 0 && { process: job.name }),
      ...(within && { within }),
      ...(earlier.length > 0 && { earlier }),
    }))
  })
}

/** The jobs whose targets a metric is about: those that expose it, or those that Prometheus says it of. */
function targetsOf({ jobs, stack }: Model, { jobs: exposing, declared }: AnyMetric): readonly Job[] {
  const said = declared.job
  const names: readonly string[] = exposing.length > 0 ? exposing : said && isClosed(said) ? said : []
  return jobs.filter((job) => names.includes(job.name) && isDeployed(stack, job))
}

const targetLabels = ({ declared }: AnyMetric, target: LabelSet): LabelSet =>
  Object.fromEntries(Object.entries(target).filter(([label]) => label in declared))

/** The labels that the release of the stack has. */
function declaredIn({ stack }: Model, { declared, facts }: AnyMetric, { release }: Job): Labels {
  const version = release === undefined ? null : releaseOf(stack, release)
  if (version === null) return declared
  return Object.fromEntries(
    Object.entries(declared).filter(([label]) => {
      const { since, until } = facts.labelVersions?.[label] ?? {}
      return !(since !== undefined && isBefore(version, since)) && (until === undefined || isBefore(version, until))
    }),
  )
}

/** Python writes `le="1.0"`, Go `le="1"`. */
const edgesOf = ({ edges = [] }: AnyMetric, job: Job): readonly string[] =>
  edges.map((edge) => (job.client === 'python' && Number.isInteger(edge) ? `${edge}.0` : String(edge)))

/** When a process has been running since: it was started some days ago. */
const startsOf = (job: string): readonly number[] => [
  begin - 3 * 86_400_000,
  ...((restarts as DayPlan['restarts'])[job] ?? []),
]

/** A row with exactly the labels that the catalog declares: a scenario may be older than a declaration. */
const fitted = ({ labels, ...row }: Row, declared: Labels): Row => ({
  ...row,
  labels: Object.fromEntries(
    Object.entries(declared).map(([label, values]) => [
      label,
      labels[label] ?? (isClosed(values) ? values[0] : (valuesFor(label)[0] ?? '')),
    ]),
  ),
})

const distinct = (rows: readonly Row[]): readonly Row[] => {
  const keys = rows.map(({ labels }) => JSON.stringify(labels))
  return rows.filter((_, at) => keys.indexOf(keys[at] ?? '') === at)
}
