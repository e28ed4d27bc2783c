import { escapeRegExp } from '../language/labels.ts'
import type { Happening, Scenario, When } from '../language/scenario.ts'
import type { LabelSet } from '../promql/evaluate/series.ts'
import { selectors } from '../promql/rewrite.ts'
import type { Matcher, Selector } from '../promql/tree.ts'
import { exact } from './course.ts'
import type { Draft, Subject } from './draft.ts'
import { labelsOf } from './labels.ts'
import { planOf, type Run, seriesText } from './plan.ts'
import { leText } from './values.ts'
import { reads } from './world.ts'

/** The witness of a scenario: its happenings as series, as far as the alert reads them. */
export function playedOut(subject: Subject, { title, alert, happenings }: Scenario): Draft {
  const length = lengthOf(subject, happenings)
  const read = subject.arms.flatMap(({ when }) => selectors(when.expr))
  const series = new Map<string, { readonly labels: LabelSet; readonly values: number[] }>()
  for (const { labels, values } of happenings.flatMap((happening) => seriesOf(subject, happening, length))) {
    if (!read.some((selector) => reads(selector, labels))) continue
    const known = series.get(seriesText(labels))
    series.set(
      seriesText(labels),
      known === undefined ? { labels, values } : { labels, values: added(known.values, values) },
    )
  }
  const plans = [...series.values()].map(({ labels, values }) => planOf(labels, runsOf(values)))
  const clause = alert === 'fires' ? 'fires' : 'stays silent'
  return { kinds: ['scenario'], title: `${clause}: ${title}`, claim: alert, plans, length }
}

const added = (a: readonly number[], b: readonly number[]): number[] =>
  a.map((value, index) => exact(value + (b[index] ?? 0)))

interface Values {
  readonly labels: LabelSet
  readonly values: number[]
}

function seriesOf({ ground }: Subject, happening: Happening, length: number): readonly Values[] {
  const { metric } = happening
  const { spacing } = ground.clock
  const times = Array.from({ length }, (_, index) => ((index + 1) * spacing) / 1000)
  const besides = happening.does === 'flow' ? (happening.besides ?? []) : []
  const named = (name: string, matchers: readonly Matcher[] = metric.matchers): LabelSet => {
    const selector: Selector = { is: 'selector', metric: name, matchers }
    return labelsOf({ ...ground, metric, selector }, {}, besides)
  }
  switch (happening.does) {
    case 'stand': {
      const { value, from, until } = happening
      return [{ labels: named(metric.name), values: times.map((time) => (time >= from && time < until ? value : 0)) }]
    }
    case 'date': {
      const { value, when } = happening
      return [{ labels: named(metric.name), values: times.map((time) => lastTime(when, time) ?? value) }]
    }
    case 'flow': {
      const each = perSample(happening.perSecond, spacing)
      return [{ labels: named(metric.name), values: times.map((_, index) => exact(each * index)) }]
    }
    case 'count':
      return [{ labels: named(metric.name), values: times.map((time) => countUntil(happening.when, time)) }]
    case 'observe': {
      const counts = times.map((time) => countUntil(happening.when, time))
      const upTo = (edge: number) => (happening.value <= edge ? counts : counts.map(() => 0))
      const buckets = [...(metric.edges ?? []), Number.POSITIVE_INFINITY].map((edge) => {
        const le = { label: 'le', op: '=~', value: escapeRegExp(leText(edge)) } as const
        return { labels: named(`${metric.name}_bucket`, [...metric.matchers, le]), values: upTo(edge) }
      })
      const sum = { labels: named(`${metric.name}_sum`), values: counts.map((count) => exact(count * happening.value)) }
      return [{ labels: named(`${metric.name}_count`), values: counts }, sum, ...buckets]
    }
  }
}

/** Whole events between two samples, where there is at least one. */
const perSample = (perSecond: number, spacing: number): number => {
  const each = (perSecond * spacing) / 1000
  return each >= 1 ? Math.round(each) : exact(each)
}

function countUntil(when: When, seconds: number): number {
  if ('earlier' in when) return 1
  if ('every' in when) return Math.floor(seconds / when.every)
  return when.at.filter((moment) => moment <= seconds).length
}

/** When something happened last; `undefined` where it has not since the scenario began. */
function lastTime(when: When | undefined, seconds: number): number | undefined {
  if (when === undefined || 'earlier' in when) return undefined
  if ('every' in when) return seconds < when.every ? undefined : Math.floor(seconds / when.every) * when.every
  const past = when.at.filter((moment) => moment <= seconds)
  return past.length === 0 ? undefined : Math.max(...past)
}

/** Until everything that happens has left the windows, or has happened three times. */
function lengthOf({ ground, reach, ages, lag, hold, keep }: Subject, happenings: readonly Happening[]): number {
  const { spacing, interval } = ground.clock
  const last = Math.max(0, ...happenings.map((happening) => lastMoment(happening) * 1000))
  return Math.ceil((last + reach - ages + (lag?.past ?? 0) + hold + keep + 2 * interval) / spacing)
}

function lastMoment(happening: Happening): number {
  if (happening.does === 'flow') return 0
  if (happening.does === 'date' && happening.when === undefined) return 0
  if (happening.does === 'stand') return happening.until === Number.POSITIVE_INFINITY ? happening.from : happening.until
  const { when = { earlier: true } } = happening
  if ('earlier' in when) return 0
  return 'every' in when ? when.every * 3 : Math.max(...when.at)
}

/** As few runs as describe the values: a straight line is one. */
function runsOf(values: readonly number[]): readonly Run[] {
  const runs: Run[] = []
  for (const value of values) {
    const last = runs.at(-1)
    if (last?.from === undefined) runs.push({ samples: 1, from: value, step: 0 })
    else if (last.samples === 1) runs.splice(-1, 1, { ...last, samples: 2, step: exact(value - last.from) })
    else if (exact(last.from + last.step * last.samples) === value)
      runs.splice(-1, 1, { ...last, samples: last.samples + 1 })
    else runs.push({ samples: 1, from: value, step: 0 })
  }
  return runs
}
