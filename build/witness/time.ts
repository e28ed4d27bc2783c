import { parseDuration } from '../promql/duration.ts'
import { selectors } from '../promql/rewrite.ts'
import type { Expr } from '../promql/tree.ts'
import { children, walk } from '../promql/walk.ts'
import type { Settings } from './ground.ts'
import { Underivable } from './underivable.ts'

/** How a test's clock goes, in milliseconds. */
export interface Clock {
  /** Between two samples of a series. */
  readonly spacing: number
  /** Between two evaluations of the rules: a minute, unless the settings or what the alert looks at have a longer time. */
  readonly interval: number
  /** Samples before the events of a phase, more than an evaluation's worth: what nobody saw before has not grown. */
  readonly lead: number
  /** Only so long before each evaluation are there samples, where promtool could not hold those of the whole window. */
  readonly look?: number
}

/**
 * Samples come a little faster than evaluations, and a millisecond late each time: so none ever falls on an evaluation
 * or on the edge of a window, where Prometheus 2 and 3 differ, and growth is extrapolated as it is in life.
 */
export function clockOf({ scrape, evaluationInterval }: Pick<Settings, 'scrape' | 'evaluationInterval'>): Clock {
  const spacing = Math.max(1, Math.floor((parseDuration(scrape.interval) * 13) / 15_000)) * 1000 + 1
  return clockWith(spacing, Math.max(60_000, parseDuration(evaluationInterval)))
}

const clockWith = (spacing: number, interval: number): Clock => ({
  spacing,
  interval,
  lead: Math.ceil(interval / spacing) + 1,
})

/** What an alert that plays for less is played by; it may look back for days. */
const usual = 6 * 3_600_000
/** promtool ends a test in which a range function meets 10,000 samples of one series. */
const mostSamples = 5000
/** A test of more evaluations takes promtool too long. */
const mostEvaluations = 10_000
const minutes = [1, 2, 5, 10, 15, 20, 30, 60, 120, 180, 240, 360, 720, 1440]

/**
 * The clock for an alert: the usual one, or where its conditions look back for long, one that ticks less often; a few times
 * within `room`, where the alert is asked about at some hours only. All in milliseconds.
 */
export function clockFor(
  stack: Settings,
  exprs: readonly Expr[],
  lasting: number,
  room: number = Number.POSITIVE_INFINITY,
): Clock {
  const clock = clockOf(stack)
  const nodes = exprs.flatMap((expr) => [...walk(expr)])
  const steps = nodes.flatMap((node) => (node.is === 'subquery' && !node.step ? parseDuration(node.range) : []))
  if (lasting < usual) {
    // The steps of a subquery are evaluations.
    const often = Math.max(parseDuration(stack.evaluationInterval), Math.floor(Math.min(...steps) / 4000) * 1000)
    return steps.some((step) => step < 3 * clock.interval)
      ? clockWith(clock.spacing, Math.min(clock.interval, often))
      : clock
  }
  const offsets = exprs.flatMap(offsetsIn)
  const fits = minutes
    .map((each) => each * 60_000)
    .filter((each) => each >= clock.interval && steps.every((step) => each <= step / 6))
    .filter((each) => offsets.every((ms) => ms % each === 0))
  const often = fits.filter((each) => each * 3 <= room)
  const ticks = often.length > 0 ? often : fits.filter((each) => each <= room)
  const interval = ticks.find((each) => each >= lasting / 100) ?? ticks.at(-1) ?? clock.interval
  if (lasting / interval > mostEvaluations)
    throw new Underivable(
      `its hours come late and are short: a test of them would have ${Math.round(lasting / interval)} evaluations`,
    )
  const ranges = exprs.flatMap((expr) => selectors(expr).map(({ range }) => (range ? parseDuration(range) : lookback)))
  const shortest = Math.min(...ranges)
  const longest = Math.max(...ranges)
  const spacing = Math.min(
    shortest / 5,
    Math.max(clock.spacing, shortest / 60, longest / mostSamples, (2 * lasting) / 15_000),
  )
  const whole = Math.max(1, Math.floor(spacing / 1000)) * 1000 + 1
  const made = clockWith(whole, interval)
  return longest / whole > mostSamples ? { ...made, look: shortest } : made
}

/** How long a sample is the present value of its series. */
export const lookback = 300_000

/** How far back an expression looks, in milliseconds. */
export const reachOf = (expr: Expr): number => reach(expr, true)

/** The same without its offsets. */
export const windowsOf = (expr: Expr): number => reach(expr, false)

function reach(expr: Expr, withOffset: boolean): number {
  const inner = Math.max(0, ...children(expr).map((child) => reach(child, withOffset)))
  if (expr.is !== 'selector' && expr.is !== 'subquery') return inner
  const own = [expr.range, ...(withOffset ? [expr.offset] : [])].map((text) =>
    text === undefined || text.startsWith('-') ? 0 : parseDuration(text),
  )
  return own.reduce((sum, ms) => sum + ms, inner)
}

/** How long ago the selectors of an expression look, where they look into the past, each time once. */
export const offsetsIn = (expr: Expr): readonly number[] => [
  ...new Set(
    [...walk(expr)].flatMap((node) =>
      (node.is === 'selector' || node.is === 'subquery') && node.offset !== undefined && !node.offset.startsWith('-')
        ? parseDuration(node.offset)
        : [],
    ),
  ),
]
