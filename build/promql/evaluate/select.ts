import { parseDuration } from '../duration.ts'
import { accepts } from '../regex/compile.ts'
import type { Selector, TimeShift } from '../tree.ts'
import { refusal } from './refuse.ts'
import type { Instant, Ranges, Scope, Window } from './scope.ts'
import { firstAfter, firstFrom } from './search.ts'
import type { LabelSet, Sample } from './series.ts'
import type { Store, Stored } from './store.ts'

/** For how long a sample counts as a series' present value: `--query.lookback-delta`'s default. */
const lookback = 300_000

/** An instant vector selector: of each series the last sample, unless it is too old or a staleness marker follows it. */
export function instant(selector: Selector, scope: Scope): Instant {
  const found = latest(selector, scope)
  return (at) => found(at).map(({ labels, value }) => ({ labels, value }))
}

/** The same with each sample's own time in milliseconds. */
export function latest(
  selector: Selector,
  scope: Scope,
): (at: number) => readonly (Sample & { readonly time: number })[] {
  const series = select(selector, scope.store)
  const shifted = shift(selector, scope)
  const isTooOld =
    scope.options.windows === 'closed'
      ? (time: number, at: number) => time < at - lookback
      : (time: number, at: number) => time <= at - lookback
  return (at) => {
    const time = shifted(at)
    const found: (Sample & { readonly time: number })[] = []
    for (const { labels, times, values } of series) {
      const index = firstAfter(times, time) - 1
      const [last, value] = [times[index], values[index]]
      if (last === undefined || value === undefined || value === null || isTooOld(last, time)) continue
      found.push({ labels, value, time: last })
    }
    return found
  }
}

/** A range vector selector: the samples of each series within the range, without its staleness markers. */
export function rangesOf(selector: Selector & { readonly range: string }, scope: Scope): Ranges {
  const series = select(selector, scope.store).map(({ labels, points }) => ({ labels, ...points }))
  const shifted = shift(selector, scope)
  const length = parseDuration(selector.range)
  const opening = openingOf(scope)
  return (at) => {
    const end = shifted(at)
    const start = end - length
    const windows: Window[] = []
    // Series that were scraped together share their times, so mostly the indices are those of the series before.
    let [shared, from, to]: [readonly number[] | undefined, number, number] = [undefined, 0, 0]
    for (const { labels, times, values } of series) {
      if (times !== shared) [shared, from, to] = [times, opening(times, start), firstAfter(times, end)]
      if (from < to) windows.push({ labels, times, values, from, to, start, end })
    }
    return windows
  }
}

/** The index of the first sample of a window that opens at a time. */
const openingOf = ({ options }: Scope): ((times: readonly number[], start: number) => number) =>
  options.windows === 'closed' ? firstFrom : firstAfter

/** Where in time a selector or subquery looks when the query is evaluated at a time. */
export function shift({ offset, at }: TimeShift, { clock }: Scope): (at: number) => number {
  const back = offset === undefined ? 0 : signedDuration(offset)
  if (at === undefined) return (now) => now - back
  if (typeof at === 'number') return () => Math.round(at * 1000) - back
  return () => clock.now - back
}

const signedDuration = (text: string): number =>
  text.startsWith('-') ? -parseDuration(text.slice(1)) : parseDuration(text)

function select(selector: Selector, store: Store): readonly Stored[] {
  const matches = (labels: LabelSet): boolean =>
    selector.matchers.every((matcher) => {
      const accepted = accepts(matcher, labels[matcher.label] ?? '')
      if (accepted !== undefined) return accepted
      const what = `The pattern "${matcher.value}" cannot be read exactly as Prometheus reads it.`
      throw refusal(selector, what, 'Write it in simpler words, such as a|b or 5.. .')
    })
  return store.named(selector.metric).filter(({ labels }) => matches(labels))
}
