import type { Behaviour, Event, PlannedSeries } from '../data/day.ts'
import { sampled } from '../data/samples.ts'
import { variantsOf } from '../data/variants.ts'
import { isClosed } from '../language/labels.ts'
import type { AnyMetric } from '../language/metric.ts'
import { seriesNames } from '../model/catalog.ts'
import type { LabelSet, Series } from '../promql/evaluate/series.ts'
import { accepts } from '../promql/regex/compile.ts'
import type { Matcher } from '../promql/tree.ts'
import type { Healthy } from './healthy.ts'
import { type Line, valuesOf } from './line.ts'
import type { Span } from './spans.ts'
import { scrapesOf, Target } from './target.ts'

/** All series that a drill's rules read, as they are while nothing happens; what happens changes them. */
export class World {
  readonly span: Span
  readonly targets: readonly Target[]
  /** When Prometheus itself is down. */
  readonly blind: Span[] = []
  readonly lines: Line[] = []
  readonly #healthy: Healthy
  readonly #planned = new Map<Line, PlannedSeries>()
  readonly #touched = new Set<Line>()

  /**
   * The series of these names within a stretch of time, with room for targets that join. What is looked at before, `past`
   * milliseconds in all, was scraped more seldom: a window of days is the same, and costs less.
   */
  constructor(healthy: Healthy, names: ReadonlySet<string>, span: Span, joining: readonly LabelSet[] = [], past = 0) {
    this.#healthy = healthy
    this.span = span
    const before = { from: span.from - past - seldom * 1000, until: span.from - seldom * 1000 }
    const targets = new Map<string, Target>()
    const targetOf = ({ job = '', instance = '' }: LabelSet): Target => {
      const key = `${job} ${instance}`
      const known =
        targets.get(key) ??
        new Target(job, instance, [
          ...scrapesOf(job, instance, before, seldom),
          ...scrapesOf(job, instance, span, healthy.scrapeInterval),
        ])
      targets.set(key, known)
      return known
    }
    const joined = joining.flatMap(({ job, instance = '' }) =>
      healthy.series.filter(({ labels }) => labels.job === job).map((each) => copied(each, instance)),
    )
    for (const planned of [...healthy.series, ...joined]) {
      const target = targetOf(planned.labels)
      if (!partsOf(planned).some((name) => names.has(name))) continue
      for (const line of this.#linesOf(planned, target)) {
        if (!names.has(line.labels.__name__ ?? '')) continue
        this.lines.push(line)
        this.#planned.set(line, planned)
      }
    }
    this.targets = [...targets.values()]
  }

  /** The lines that a metric means, or one part of its histogram. */
  of({ name, type, matchers }: Pick<AnyMetric, 'name' | 'type' | 'matchers'>): readonly Line[] {
    const names = type === 'histogram' ? seriesNames({ name, type } as AnyMetric) : [name]
    return this.lines.filter(({ labels }) => names.includes(labels.__name__ ?? '') && fits(matchers, labels))
  }

  targetsOf(job: string, instance?: string): readonly Target[] {
    return this.targets.filter((each) => each.job === job && (instance === undefined || each.instance === instance))
  }

  touch(line: Line): void {
    this.#touched.add(line)
  }

  get touched(): ReadonlySet<Line> {
    return this.#touched
  }

  get touchedLabels(): readonly LabelSet[] {
    return [...this.#touched].map(({ labels }) => labels)
  }

  /**
   * The line with these labels, which is made where nobody had it: labels that are not said are those of the first line
   * of its metric, or plausible. A counter whose labels are all known beforehand stands at 0 from the start; another is
   * born with its first event, and a gauge is there when something says where it stands.
   */
  lineWith(metric: AnyMetric, name: string, said: LabelSet): Line {
    const known = this.lines.find(({ labels }) => labels.__name__ === name && isPartOf(said, labels))
    if (known !== undefined) return known
    const like = this.lines.find(({ labels }) => labels.__name__ === name && labels.job === (said.job ?? labels.job))
    const { le: _, ...likely } = like?.labels ?? {}
    const [plausible = {}] = variantsOf(metric.declared)
    const labels: LabelSet = { ...plausible, ...likely, ...said, __name__: name }
    const target =
      this.targetsOf(labels.job ?? metric.jobs[0] ?? '', said.instance)[0] ?? like?.target ?? this.targets[0]
    if (target === undefined) throw new Error(`There is no target for ${name}.`)
    const line: Line = {
      labels: { ...labels, job: target.job, instance: target.instance },
      target,
      is: metric.type === 'counter' || metric.type === 'histogram' ? 'counter' : 'gauge',
      whole: metric.unit === 'count',
      steps: target.times.map(() => 0),
      before: 0,
      born: isThereFromTheStart(metric, labels) ? 0 : Number.POSITIVE_INFINITY,
      lacking: metric.type === 'counter' || metric.type === 'histogram' ? [] : target.times.map(() => true),
    }
    this.lines.push(line)
    return line
  }

  /** A histogram's growth if its observations were so many times as large meanwhile. */
  slowed(line: Line, times: number, spans: readonly Span[]): readonly number[] {
    const planned = this.#planned.get(line)
    if (planned?.behaviour.is !== 'histogram') return line.steps
    const meanwhile = spans.map((span): Event => ({ ...span, times }))
    const { median } = planned.behaviour
    const behaviour = { ...planned.behaviour, median: { ...median, meanwhile } }
    const same = this.#linesOf({ ...planned, behaviour }, line.target).find(
      ({ labels }) => labels.__name__ === line.labels.__name__ && labels.le === line.labels.le,
    )
    return same?.steps ?? line.steps
  }

  /** What Prometheus has of it all, with its staleness markers. */
  get series(): readonly Series[] {
    return this.lines.flatMap((line) => this.#stored(line))
  }

  #stored(line: Line): readonly Series[] {
    const { target, labels } = line
    const isUp = labels.__name__ === 'up'
    const shown = valuesOf(line)
    const times: number[] = []
    const values: (number | null)[] = []
    for (const [at, time] of target.times.entries()) {
      if (this.blind.some(({ from, until }) => time >= from && time < until)) continue
      const value = isUp
        ? target.isAway(time)
          ? Number.NaN
          : target.answers(time)
            ? (shown[at] ?? Number.NaN)
            : 0
        : target.answers(time)
          ? (shown[at] ?? Number.NaN)
          : Number.NaN
      const isThere = !Number.isNaN(value)
      if (!isThere && (values.length === 0 || values.at(-1) === null)) continue
      times.push(time)
      values.push(isThere ? value : null)
    }
    return times.length === 0 ? [] : [{ labels, times, values }]
  }

  #linesOf(planned: PlannedSeries, target: Target): readonly Line[] {
    const { behaviour } = planned
    const { times } = target
    const is = behaviour.is === 'gauge' || behaviour.is === 'timestamp' ? behaviour.is : 'counter'
    // What was seldom scraped has counted for longer.
    const late = times.findIndex((time) => time >= this.span.from)
    const parts = [
      { times: times.slice(0, late), seconds: seldom },
      { times: times.slice(late), seconds: this.#healthy.scrapeInterval },
    ].map((scrapes) => sampled(planned, { ...scrapes, starts: [] }))
    return (parts[1] ?? []).map(({ labels }, at): Line => {
      const values = parts.map((series) => (series[at]?.values ?? []) as readonly number[])
      return {
        labels,
        target,
        is,
        whole: isWhole(behaviour) && !labels.__name__?.endsWith('_sum'),
        steps: values.flatMap((each) => (is === 'counter' ? growthOf(each) : each)),
        before: is === 'counter' ? (values.find(([first]) => first !== undefined)?.[0] ?? 0) : 0,
        born: 0,
        lacking: [],
      }
    })
  }
}

/** Seconds between two scrapes that are long ago. */
const seldom = 600

const growthOf = (values: readonly number[]): readonly number[] =>
  values.map((value, at) => value - (values[at - 1] ?? value))

const isWhole = (behaviour: Behaviour): boolean =>
  behaviour.is === 'histogram' || (behaviour.is === 'counter' && behaviour.whole)

/** The same series of another target, which has a life of its own. */
function copied(planned: PlannedSeries, instance: string): PlannedSeries {
  const { behaviour, labels } = planned
  const own = { ...planned, labels: { ...labels, instance } }
  if (behaviour.is !== 'counter' && behaviour.is !== 'histogram') return own
  const { flow } = behaviour
  return { ...own, behaviour: { ...behaviour, flow: { ...flow, seed: `${flow.seed} ${instance}` } } }
}

const partsOf = ({ name, behaviour }: PlannedSeries): readonly string[] =>
  behaviour.is === 'histogram' ? ['_bucket', '_count', '_sum'].map((suffix) => name + suffix) : [name]

export const fits = (matchers: readonly Matcher[], labels: LabelSet): boolean =>
  matchers.every((matcher) => accepts(matcher, labels[matcher.label] ?? '') !== false)

const isPartOf = (some: LabelSet, all: LabelSet): boolean =>
  Object.entries(some).every(([label, value]) => all[label] === value)

/** Whether the process exposes it before its first event: closed labels are known, and of open ones those that are initialised. */
const isThereFromTheStart = ({ type, declared, facts }: AnyMetric, labels: LabelSet): boolean =>
  (type !== 'counter' && type !== 'histogram') ||
  Object.entries(declared).every(
    ([label, values]) =>
      label === 'job' ||
      label === 'instance' ||
      isClosed(values) ||
      facts.initialised?.[label]?.includes(labels[label] ?? '') === true,
  )
