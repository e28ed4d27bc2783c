import type { ForeignMetric } from '../../documents/exposition/metric.ts'
import type { ScrapeJob } from '../../documents/views.ts'
import { isClosed, type Values } from '../../language/labels.ts'
import type { AnyMetric } from '../../language/metric.ts'
import type { Subject } from '../../model/subject.ts'
import { own } from '../../own.ts'
import type { Value } from '../../promql/infer/value.ts'
import { hasMacro } from '../../promql/macros.ts'
import { accepts, patternOf } from '../../promql/regex/compile.ts'
import type { Matcher, Selector } from '../../promql/tree.ts'
import { wholeOf } from '../parts.ts'
import { inferenceOf, recordedValue } from './inference.ts'
import { alertsOf } from './rules.ts'
import { addedLabels, environmentLabels, usualTargetLabels } from './scraping.ts'

/** What is known of the series that a selector reads. */
export interface Known {
  readonly name: string
  /** The catalog's metric; `undefined` for one that only a recorded exposition has. */
  readonly metric: AnyMetric | undefined
  /** The labels that are known of it, those of its target included. */
  readonly labels: readonly string[]
  /** Whether some series may have the label: it is known of it, or the scrape configuration may add it. */
  mayHave(label: string): boolean
  /** Every value that the label may have; `undefined` where that is open. */
  valuesOf(label: string): readonly string[] | undefined
  /** The values that a Prometheus has of the label, or that rules store, of which there may be more; none where nobody knows. */
  seen(label: string): readonly string[]
  /** The jobs whose series they are; none where that is not known. */
  readonly jobs: readonly string[]
}

/** Series that every Prometheus writes itself. */
const isBuiltIn = (name: string): boolean => name === 'up' || name.startsWith('scrape_')
const alertSeries: readonly string[] = ['ALERTS', 'ALERTS_FOR_STATE']

/** Whether Prometheus writes a series itself: of each target, or of its alerts. */
export const isWrittenByPrometheus = (name: string): boolean => isBuiltIn(name) || alertSeries.includes(name)

const known = new WeakMap<Subject, WeakMap<Selector, Known | 'nothing'>>()

/** What is known of the series that a selector reads; `undefined` for a name that is not known, or known by name only. */
export function knownOf(subject: Subject, selector: Selector): Known | undefined {
  const ofSubject = known.get(subject) ?? new WeakMap<Selector, Known | 'nothing'>()
  known.set(subject, ofSubject)
  const found = ofSubject.get(selector) ?? findOut(wholeOf(subject), selector) ?? 'nothing'
  ofSubject.set(selector, found)
  return found === 'nothing' ? undefined : found
}

function findOut(subject: Subject, selector: Selector): Known | undefined {
  const name = selector.metric ?? ''
  const known = subject.catalog.find(name)
  if (known !== undefined && 'foreign' in known && known.foreign.isStored === true) return stored(name, known.foreign)
  const value = recordedValue(subject, name)
  if (value !== undefined) return recorded(subject, name, value)
  if (known === undefined || 'recording' in known) return undefined
  // Of what was guessed there may be any series.
  if ('metric' in known && known.metric.facts.guessed) return undefined
  const seen =
    'foreign' in known
      ? (known.foreign.labels ?? (isBuiltIn(name) && subject.scraping !== undefined ? {} : undefined))
      : {}
  if (seen === undefined) return undefined
  const exposed = Object.keys('metric' in known ? known.metric.declared : seen)
  const metric = 'metric' in known ? known.metric : undefined
  const labels = [...new Set([...exposed, ...partLabels(name), 'job', 'instance'])]
  const added = addedLabels(subject, metric?.jobs ?? [])
  const former = subject.model === undefined ? Object.keys(metric?.facts.labelVersions ?? {}) : []
  return {
    name,
    metric,
    labels,
    mayHave: (label) =>
      [...labels, ...former, ...(added ?? usualTargetLabels)].includes(label) ||
      (alertSeries.includes(name) && someAlertHas(subject, label)) ||
      // A container brings the labels of its image.
      (name.startsWith('container_') && /^container_(label|env)_/.test(label)),
    valuesOf: (label) => {
      if (alertSeries.includes(name) && label !== 'alertstate') return valuesOfAlerts(subject, metric, label)
      if (label === 'instance') return instancesOf(subject, selector, metric)
      return label === 'job' ? undefined : listed(own(metric?.declared, label))
    },
    seen: () => [],
    jobs: metric?.jobs ?? [],
  }
}

/** What a Prometheus has of a metric: nothing is added to it, and what was never seen may still come. */
function stored(name: string, { labels }: ForeignMetric): Known | undefined {
  if (labels === undefined || alertSeries.includes(name)) return undefined
  const names = Object.keys(labels)
  // Each target brings labels of its own to what Prometheus writes of it.
  if (isBuiltIn(name))
    return {
      ...{ name, metric: undefined, labels: names, valuesOf: () => undefined, seen: () => [], jobs: [] },
      mayHave: () => true,
    }
  const seen = (label: string): readonly string[] => own(labels, label) ?? []
  return {
    ...{ name, metric: undefined, labels: names, valuesOf: () => undefined, jobs: seen('job') },
    // Jobs have a check of their own, and of a label with so many values more are to come.
    seen: (label) => (label === 'job' || seen(label).length >= 100 ? [] : seen(label)),
    mayHave: (label) => names.includes(label),
  }
}

/** What the recording rules of a name store, where all their labels are known. Rules of the same name may be elsewhere. */
function recorded(subject: Subject, name: string, { labels }: Value): Known | undefined {
  if (labels.open || isWrittenByPrometheus(name)) return undefined
  const names = labels.may.filter((label) => label !== '__name__')
  return {
    ...{ name, metric: undefined, labels: names, valuesOf: () => undefined, jobs: [] },
    seen: (label) => labels.get(label)?.values ?? [],
    // Those who ask several servers at once see their external labels.
    mayHave: (label) => labels.isPossible(label) || (subject.model === undefined && environmentLabels.includes(label)),
  }
}

const partLabels = (name: string): readonly string[] => (name.endsWith('_bucket') ? ['le'] : [])

const codes = Array.from({ length: 500 }, (_, at) => String(at + 100))

/** The values of a closed label, or all codes where the label's groups are classes of codes, such as `5..`. */
function listed(values: Values | undefined): readonly string[] | undefined {
  if (values === undefined) return undefined
  if (isClosed(values)) return values
  const groups = Object.values(values.groups)
  return groups.length > 0 && groups.every((group) => /^[1-5]\.\.$/.test(group)) ? codes : undefined
}

/** An alert brings the labels of its rule and of its series. */
function someAlertHas(subject: Subject, label: string): boolean {
  const alerts = alertsOf(subject)
  if (subject.scraping === undefined || alerts.length === 0) return true
  return alerts.some(
    ({ rule }) => Object.hasOwn(rule.labels, label) || inferenceOf(subject, rule.query).value.labels.isPossible(label),
  )
}

function valuesOfAlerts(subject: Subject, metric: AnyMetric | undefined, label: string): readonly string[] | undefined {
  if (subject.scraping === undefined) return undefined
  if (label !== 'alertname') return subject.model && listed(own(metric?.declared, label))
  return alertsOf(subject).map(({ rule }) => rule.name)
}

/** The instances whose series a selector may read, where static targets and no relabelling decide them; else `undefined`. */
export function instancesOf(
  subject: Subject,
  selector: Selector,
  metric: AnyMetric | undefined,
): readonly string[] | undefined {
  const jobs = jobsRead(subject, selector, metric)
  if (jobs === undefined || jobs.length === 0) return undefined
  const fixed = jobs.every(
    ({ targets, targetLabels, metricRelabeling }) =>
      targets.length > 0 &&
      targetLabels?.includes('instance') === false &&
      !metricRelabeling.some(({ target_label: label, action }) => label === 'instance' || action === 'labelmap'),
  )
  return fixed ? jobs.flatMap(({ targets }) => targets) : undefined
}

/** The jobs whose series a selector may read, by its matchers and by who exposes the metric; `undefined` if not known. */
export function jobsRead(
  { scraping }: Subject,
  { matchers }: Selector,
  metric: AnyMetric | undefined,
): readonly ScrapeJob[] | undefined {
  if (scraping === undefined) return undefined
  const exposing = scraping.jobs.filter(({ name }) => metric?.jobs.some((job) => job === name))
  const wanted = matchers.filter((matcher) => matcher.label === 'job' && !hasMacro(matcher.value))
  const chosen = (exposing.length > 0 ? exposing : scraping.jobs).filter(({ name }) =>
    wanted.every((matcher) => accepts(matcher, name) !== false),
  )
  return chosen
}

/** The matchers that say something about a label; what a Grafana variable will say is not known. */
export const matchersOf = ({ matchers }: Selector, label: string): readonly Matcher[] =>
  matchers.filter((matcher) => matcher.label === label && !hasMacro(matcher.value))

/** The only values that a matcher accepts, where it lists them. */
export function candidatesOf(matcher: Matcher): readonly string[] | undefined {
  if (matcher.op === '=') return [matcher.value]
  return matcher.op === '=~' ? patternOf(matcher).literals : undefined
}
