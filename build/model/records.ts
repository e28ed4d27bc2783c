import type { AnyRecording } from '../language/record.ts'
import { printDuration, secondsOf } from '../promql/duration.ts'
import { accepts } from '../promql/regex/compile.ts'
import { selectors } from '../promql/rewrite.ts'
import { isSameMatcher } from '../promql/same-matcher.ts'
import { type Expr, type Matcher, openWindow, type Selector } from '../promql/tree.ts'
import { bare, mapChildren } from '../promql/walk.ts'
import type { Stack } from '../stack/schema.ts'
import { type RatedSum, ratedSum, sumBy, windowIn } from './sums.ts'

/** A recording rule that others may read in the place of what it computes. */
export interface Source {
  readonly name: string
  readonly of: RatedSum
  /** Seconds of its window, and between two of its samples. */
  readonly window: number
  readonly interval: number
  /** Whether it is itself the mean of a shorter one. */
  readonly isChained: boolean
}

/** Who reads, and so how much may change. */
export interface Reader {
  /**
   * `drawn`: a panel, which may look back. `recorded`: a rule of the same group, which stands after the record. `alerting`:
   * the same, and its value must be the very one.
   */
  readonly as: 'drawn' | 'recorded' | 'alerting'
  readonly scrape: number
}

/** An expression that reads what is recorded, and the names of that. */
export interface Read {
  readonly expr: Expr
  readonly names: readonly string[]
}

/**
 * So many windows of a record must fit into a longer one that is read from it. What happened at either end of the long window
 * is weighed like a ramp as long as the short one, so of what they differ by a 24th is off at most.
 */
export const leastFit = 12

/** For how many seconds Prometheus takes a sample for the present one. */
const lookBack = 300

/** What a recording rule is to others; `undefined` where they cannot read it: no sum, or one of an objective. */
export function sourceOf(recording: AnyRecording, interval: number): Source | undefined {
  if (Object.keys(recording.marks).length > 0) return undefined
  const of = ratedSum(recording.computed)
  const window = of === undefined ? undefined : windowIn(of.window)
  if (of === undefined || window === undefined || of.selector.offset !== undefined || of.fn !== 'rate') return undefined
  // One that is evaluated seldom has moments between its windows, or between its samples, of which it knows nothing.
  if (interval > window || interval >= lookBack) return undefined
  return { name: recording.name, of, window, interval, isChained: false }
}

/** The window that `$__rate_interval` is when nobody has zoomed out: four scrapes. */
export const leastRateInterval = ({ scrape }: Pick<Stack, 'scrape'>): number => 4 * secondsOf(scrape.interval)

/** The same expression, reading what is recorded wherever that means the same. */
export function readRecords(expr: Expr, sources: readonly Source[], reader: Reader): Read {
  if (sources.length === 0) return { expr, names: [] }
  const names = new Set<string>()
  const changed = (each: Expr): Expr => {
    const sum = ratedSum(each)
    const found = sum === undefined ? undefined : chosen(sum, sources, reader)
    if (sum === undefined || found === undefined)
      // What a subquery computes lies in the past, which a new record does not have.
      return each.is === 'subquery' && reader.as !== 'drawn' ? each : mapChildren(each, changed)
    names.add(found.source.name)
    return found.expr
  }
  const read = changed(expr)
  return { expr: read, names: [...names].sort() }
}

interface Choice {
  readonly source: Source
  readonly expr: Expr
}

/** The nearest of the records that can be read: of the same window first, then of the longest, then with fewest labels. */
function chosen(sum: RatedSum, sources: readonly Source[], reader: Reader): Choice | undefined {
  if (sum.selector.raw) return undefined
  const found = sources.flatMap((source): readonly Choice[] => {
    const expr = readFrom(sum, source, reader)
    return expr === undefined ? [] : [{ source, expr }]
  })
  const [best] = found.sort(
    (a, b) =>
      b.source.window - a.source.window ||
      a.source.of.labels.length - b.source.of.labels.length ||
      (a.source.name < b.source.name ? -1 : 1),
  )
  return best
}

/** A sum as it is read from a record; `undefined` where that would not mean the same. */
export function readFrom(sum: RatedSum, source: Source, { as, scrape }: Reader): Expr | undefined {
  const matchers = rest(sum, source.of)
  if (matchers === undefined || sum.fn !== source.of.fn) return undefined
  const { offset } = sum.selector
  if (offset !== undefined && as !== 'drawn') return undefined
  const series: Selector = { is: 'selector', metric: source.name, matchers, ...(offset !== undefined && { offset }) }
  const summed = (expr: Expr): Expr => sumBy(sum.labels, expr)
  const window = windowIn(sum.window)
  if (window === undefined) return as === 'drawn' ? followingZoom(sum, source, series, scrape) : undefined
  if (window === source.window) return as === 'alerting' && source.isChained ? undefined : summed(series)
  if (as === 'alerting' || window < leastFit * source.window || window % source.interval !== 0) return undefined
  // The mean by how many samples there should be: a series that began within the window counts for as long as it was there.
  const left = summed({ is: 'call', fn: 'sum_over_time', args: [{ ...series, range: printDuration(window * 1000) }] })
  return { is: 'binary', op: '/', left, right: { is: 'number', value: window / source.interval } }
}

/**
 * A record over four scrapes is what `$__rate_interval` reads at the closest zoom, and the mean of its samples between two
 * points what it reads further out. Any other record has a window that the zoom does not.
 */
function followingZoom(sum: RatedSum, source: Source, series: Selector, scrape: number): Expr | undefined {
  const isOfLeast = source.window === 4 * scrape && source.interval <= scrape
  if (sum.window !== openWindow || !isOfLeast) return undefined
  return sumBy(sum.labels, { is: 'call', fn: 'avg_over_time', args: [{ ...series, range: '$__interval' }] })
}

/** What is left to match of a record's series; `undefined` where the record has another choice of series, or too few labels. */
function rest(sum: RatedSum, of: RatedSum): readonly Matcher[] | undefined {
  if (sum.selector.metric !== of.selector.metric) return undefined
  if (!sum.labels.every((label) => of.labels.includes(label))) return undefined
  const own = sum.selector.matchers
  const isImplied = (matcher: Matcher): boolean =>
    own.some((each) => isSameMatcher(each, matcher) || isOneOf(each, matcher))
  if (!of.selector.matchers.every(isImplied)) return undefined
  const others = own.filter((matcher) => !of.selector.matchers.some((each) => isSameMatcher(each, matcher)))
  return others.every(({ label }) => of.labels.includes(label)) ? others : undefined
}

/** Whether all that one matcher lets through, another does: `job="api"` is one of `job=~"api|worker"`. */
const isOneOf = (one: Matcher, other: Matcher): boolean =>
  one.label === other.label && one.op === '=' && !one.value.includes('$') && accepts(other, one.value) === true

/** The recording rules of a group, each reading those before it. */
export function readInGroup(
  recordings: readonly AnyRecording[],
  interval: number,
  scrape: number,
): { readonly recordings: readonly AnyRecording[]; readonly sources: readonly Source[] } {
  const sources: Source[] = []
  const read = recordings.map((recording) => {
    const source = sourceOf(recording, interval)
    const { expr, names } =
      Object.keys(recording.marks).length > 0
        ? { expr: recording.computed, names: [] }
        : readRecords(recording.computed, sources, { as: 'recorded', scrape })
    if (source !== undefined) sources.push({ ...source, isChained: names.length > 0 && !isExact(expr) })
    return names.length === 0 ? recording : { ...recording, computed: expr }
  })
  return { recordings: read, sources }
}

/** Whether a window is read nowhere in what is recorded of records: the very same sums, added up further. */
const isExact = (expr: Expr): boolean => selectors(expr).every(({ range }) => range === undefined)

/** The same expression, reading the metrics themselves in the place of what is recorded of them: `readRecords` turned round. */
export function readMetrics(expr: Expr, sources: readonly Source[]): Expr {
  const isMean = expr.is === 'binary' && expr.op === '/' && expr.right.is === 'number'
  return (
    unread(isMean ? bare(expr.left) : expr, isMean ? 'sum_over_time' : undefined, sources) ??
    mapChildren(expr, (child) => readMetrics(child, sources))
  )
}

function unread(expr: Expr, over: 'sum_over_time' | undefined, sources: readonly Source[]): Expr | undefined {
  if (expr.is !== 'aggregation' || expr.op !== 'sum' || expr.grouping?.kind === 'without') return undefined
  const { expr: inner } = expr
  const [series] = inner.is === 'call' && inner.fn === (over ?? 'avg_over_time') ? inner.args : [inner]
  const source = series?.is === 'selector' ? sources.find(({ name }) => name === series.metric) : undefined
  if (series?.is !== 'selector' || source === undefined || (series.range === undefined) !== (series === inner))
    return undefined
  const { selector, window, fn } = source.of
  const { range, offset } = series
  const matchers = [...selector.matchers, ...series.matchers]
  const asked = range === undefined ? window : range === '$__interval' ? openWindow : range
  const read: Selector = { ...selector, matchers, range: asked, ...(offset !== undefined && { offset }) }
  return { ...expr, expr: { is: 'call', fn, args: [read] } }
}
