import { parseDuration } from '../../promql/duration.ts'
import { closeWindow } from '../../promql/rewrite.ts'
import type { Expr } from '../../promql/tree.ts'
import { call, number } from '../expressions.ts'
import { Query } from '../query.ts'
import { type AnyRecording, Recording } from '../record.ts'
import { ratio } from '../shares.ts'
import { magnitude, type Window } from '../units.ts'
import type { Objective } from './objective.ts'
import { budgetOf } from './pairs.ts'

/** What goes wrong, over windows that are open: how many a second, of all that its objective counts. */
interface Errors<L extends string> {
  readonly expr: Expr
  readonly labels: readonly L[]
}

/** What is recorded of an objective, for its alerts and panels to read. */
export interface Recorded<L extends string> {
  readonly rules: readonly AnyRecording[]
  /** Failures per second over a window. */
  readonly errors: (window: Window) => Query<L, 'count/s'>
  /** The share that failed over a window, or over the period. */
  readonly share: (window: Window) => Query<L, 'ratio'>
  readonly objective: Query<never, 'ratio'>
  readonly budgetLeft: Query<L, 'ratio'>
}

/** The window whose sums make up the period. */
const short: Window = '5m'

/**
 * The recording rules of an objective. Those of one kind have one name for all objectives, and the label `slo` tells them
 * apart. Up to the longest window of an alert each share is one of two rates. Over the period it is one of two sums of what
 * was recorded: each failure and each event is in as many samples as any other, which a mean of shares would not give.
 */
export function recorded<L extends string>({ expr: errors, labels }: Errors<L>, about: Objective): Recorded<L> {
  const { slo, component, objective, over, indicator } = about
  const named = { slo }
  const windows = [...new Set([short, ...about.pairs.flatMap((pair) => [pair.short, pair.long])])].toSorted(
    (a, b) => parseDuration(a) - parseDuration(b),
  )
  const measured = windows.map((window) => {
    const rated = (metric: string, open: Expr) =>
      new Recording<L, 'count/s'>(
        `slo:${metric}:rate${window}`,
        closeWindow(open, window),
        { unit: 'count/s', labels },
        named,
      )
    const failed = rated('errors', errors)
    const all = rated('events', indicator.total)
    return { window, failed, all, share: shareOver(window, ratio(failed, all), named) }
  })
  const at = (window: Window) => {
    const found = measured.find((each) => each.window === window)
    if (found === undefined) throw new RangeError(`Nothing is recorded over ${window}`)
    return found
  }
  const { failed, all } = at(short)
  const ofPeriod = measured.find(({ window }) => window === over)?.share
  const period = ofPeriod ?? shareOver(over, ratio(summed(failed, over), summed(all, over)), named)
  const promised = new Recording<never, 'ratio'>(
    'slo:objective:ratio',
    call('vector', number(magnitude(objective))),
    { unit: 'ratio', labels: [] },
    { slo, component, period: over },
  )
  const left = new Recording<L, 'ratio'>(
    'slo:error_budget_remaining:ratio',
    minus(number(1), { is: 'binary', op: '/', left: period.expr, right: number(budgetOf(objective)) }),
    { unit: 'ratio', labels },
    named,
  )
  return {
    rules: [
      ...measured.flatMap((each) => [each.failed, each.all, each.share]),
      ...(ofPeriod === undefined ? [period] : []),
      left,
      promised,
    ],
    errors: (window) => at(window).failed,
    share: (window) => (window === over ? period : at(window).share),
    objective: promised,
    budgetLeft: left,
  }
}

const shareOver = <L extends string>(
  window: Window,
  { expr, labels }: Query<L, 'ratio', 'ready', never>,
  marks: Recording['marks'],
) => new Recording<L, 'ratio'>(`slo:errors_per_events:ratio_rate${window}`, expr, { unit: 'ratio', labels }, marks)

/** A rule's samples of a period, added up. */
function summed<L extends string>({ name, expr, unit, labels }: Recording<L, 'count/s'>, over: Window) {
  if (expr.is !== 'selector') throw new RangeError(`${name} is no selector`)
  return new Query<L, 'count/s'>(call('sum_over_time', { ...expr, range: over }), unit, labels)
}

const minus = (left: Expr, right: Expr): Expr => ({ is: 'binary', op: '-', left, right })
